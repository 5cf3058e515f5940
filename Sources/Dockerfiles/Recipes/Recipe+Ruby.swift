// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

extension Recipe {
    /// Ruby: the bundle lies in the project's own folder and goes along; compilers stay behind.
    static let ruby = Recipe("Ruby", languages: ["ruby"]) { subject in
        var plan = ImagePlan(
            builder: subject.official("ruby", "ruby"), runtime: subject.official("ruby", "ruby", before: "-slim"),
            for: subject)
        let gemfiles = subject.files.present(["Gemfile", "Gemfile.lock", "gems.rb", "gems.locked", ".ruby-version"])
        // The official image would keep the bundle's settings outside of the project.
        var environment = [("BUNDLE_APP_CONFIG", "/app/.bundle")]
        if plan.install == nil {
            let gems = RubyGems.undeclared(subject)
            if !gems.isEmpty {
                environment = [("GEM_HOME", "/app/.gems"), ("PATH", "/app/.gems/bin:$PATH")]
                plan.install = "gem install --no-document \(gems.joined(separator: " "))"
                plan.notes.append("no Gemfile says so, but the source needs \(gems.joined(separator: ", "))")
            }
        } else if subject.isOnly(plan.install, of: ["bundle", "gem"]) {
            let texts = gemfiles.compactMap(subject.files.text)
            let readsProject = texts.contains {
                $0.contains("path:") || $0.contains("gemspec") || $0.contains("PATH\n")
            }
            if !readsProject { plan.manifests = subject.copyable(gemfiles) }
            plan.prune = ["rm -rf vendor/bundle/ruby/*/cache"]
        }
        plan.builderEnvironment = environment
        plan.runtimeEnvironment = environment + [("RUBY_YJIT_ENABLE", "1")]
        if subject.blueprint.framework == "rails" {
            plan.runtimeEnvironment += [
                ("RAILS_ENV", "production"), ("RAILS_LOG_TO_STDOUT", "1"), ("RAILS_SERVE_STATIC_FILES", "1"),
            ]
        }
        plan.runtimePackages = SharedLibraries.ruby.needed(by: subject.files, in: gemfiles).runtime
        return plan
    }
}

/// Gems that a project without a Gemfile takes from the machine.
enum RubyGems {
    private static let known = [
        "sinatra": ["sinatra", "rackup", "puma"], "rack": ["rack"], "rackup": ["rackup"], "webrick": ["webrick"],
        "puma": ["puma"], "roda": ["roda"], "cuba": ["cuba"], "grape": ["grape"], "jekyll": ["jekyll"],
        "thin": ["thin"],
    ]

    static func undeclared(_ subject: Subject) -> [String] {
        let blueprint = subject.blueprint
        var gems: Set<String> = []
        for name in ["jekyll", "rackup", "puma", "thin"]
        where subject.startProgram == name || blueprint.build?.holdsWord(name) == true {
            gems.insert(name)
            if name == "rackup" { gems.formUnion(["rack", "webrick"]) }
        }
        if blueprint.start?.contains("bundle exec rackup") == true { gems.formUnion(["rack", "rackup", "webrick"]) }
        for file in subject.files.named(endingIn: [".rb", ".ru"]) {
            let lines = subject.files.text(file)?.split(whereSeparator: \.isNewline) ?? []
            for line in lines where line.hasPrefix("require ") {
                let name = line.dropFirst(8).prefix { $0 != "#" }.filter { !" '\"()".contains($0) }
                gems.formUnion(known[String(name.split(separator: "/").first ?? "")] ?? [])
            }
        }
        return gems.sorted()
    }
}
