// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

/// A Ruby project as its Gemfile describes it (bundler.io/man/gemfile.5.html).
struct RubyProject: EcosystemProject {
    let source: Source
    private var gems: [String: String] = [:]

    init(_ source: Source) {
        self.source = source
        for file in ["Gemfile", "gems.rb"] {
            for line in source.lines(file) {
                let text = line.trimmed()
                guard text.hasPrefix("gem ") || text.hasPrefix("gem("), let name = text.firstQuoted else { continue }
                gems[name] = file
            }
        }
        // The lock file's direct dependencies, for Gemfiles that compute theirs.
        guard let listed = source.text("Gemfile.lock")?.after("\nDEPENDENCIES\n") else { return }
        for line in listed.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("  ") else { break }
            let name = line.trimmed().prefix { $0 != " " && $0 != "!" }
            if gems[String(name)] == nil { gems[String(name)] = "Gemfile.lock" }
        }
    }

    func declares(_ package: String) -> String? { gems[package] }

    /// The words before a command that needs the bundle; none where the gems are the machine's own.
    var bundle: String { source.first(of: ["Gemfile", "gems.rb"]) == nil ? "" : "bundle exec " }
}

extension Ecosystem {
    static let ruby = Ecosystem(
        language: "ruby", looksFor: "Gemfile or config.ru",
        survey: { source in
            let scripts = ["app.rb", "main.rb", "server.rb"]
            let isJekyll = source.exists("_config.yml")
            guard
                let sign = source.first(of: ["Gemfile", "gems.rb", "config.ru"] + scripts)
                    ?? (isJekyll ? "_config.yml" : nil)
            else { return nil }
            let project = RubyProject(source)
            var draft = Draft(language: "ruby", rank: .mention)
            draft.sourceEndings = [".rb", ".ru"]
            draft.buildsAssets = project.declares("jsbundling-rails") != nil || project.declares("vite_rails") != nil
            if let file = source.first(of: ["Gemfile", "gems.rb"]) {
                draft.blueprint.packageManager = "bundler"
                let isLocked = source.exists("Gemfile.lock")
                let deployment = isLocked ? "bundle config set --local deployment true && " : ""
                draft.blueprint.install =
                    "bundle config set --local path vendor/bundle && bundle config set --local without development:test && "
                    + "\(deployment)bundle install"
                draft.note(file, "lists gems: Bundler")
            }
            draft.choose(
                from: Framework<RubyProject>.ruby, for: project,
                otherwise: { _ in
                    guard let file = source.first(of: scripts) else {
                        return .nothing(sign, "is Ruby, but nothing says how it starts")
                    }
                    var plan = Plan(start: "\(project.bundle)ruby \(file)", confidence: 0.6)
                    plan.port = ListeningPort.fixed(in: source.text(file) ?? "")
                    plan.note(file, "is run as a script")
                    return plan
                })
            // Hexo and others have a _config.yml as well.
            return sign == "_config.yml" && draft.rank == .mention ? nil : draft
        })
}
