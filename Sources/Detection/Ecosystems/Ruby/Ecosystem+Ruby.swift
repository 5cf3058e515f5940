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

    /// The words before a command that needs the bundle.
    var bundle: String { "bundle exec " }
}

extension Framework<RubyProject> {
    static let ruby: [Framework] = [
        Framework(
            slug: "rails", name: "Ruby on Rails", signals: [.package("rails"), .file("config/application.rb")],
            document: "https://guides.rubyonrails.org/command_line.html",
            plan: { project in
                let environment = "RAILS_ENV=${RAILS_ENV:-production} "
                var plan = Plan(confidence: 0.95)
                // A pid file of the release's own: a stale one in tmp/pids would refuse the start.
                plan.start =
                    "\(environment)bundle exec rails server -b ${HOST:-0.0.0.0} -p $PORT "
                    + "--pid ${TMPDIR:-/tmp}/rails-$PORT.pid"
                let hasAssets = ["sprockets-rails", "propshaft", "sassc-rails", "vite_rails", "jsbundling-rails"]
                    .contains { project.declares($0) != nil }
                if hasAssets || project.source.exists("app/assets") {
                    plan.build = "SECRET_KEY_BASE_DUMMY=1 \(environment)bundle exec rails assets:precompile"
                }
                if project.source.exists("db/migrate") || project.source.exists("db/schema.rb") {
                    plan.release = "\(environment)bundle exec rails db:migrate"
                    plan.note("db", "has migrations, which run before each release")
                }
                if project.source.text("config/routes.rb")?.holds("rails/health#show") == true {
                    plan.healthPath = "/up"
                    plan.note("config/routes.rb", "declares the health check /up")
                }
                return plan
            }),
        Framework(
            slug: "hanami", name: "Hanami", signals: [.package("hanami")],
            document: "https://guides.hanamirb.org/", plan: { RackPlan.make($0) }),
        Framework(
            slug: "sinatra", name: "Sinatra", signals: [.package("sinatra")],
            document: "https://sinatrarb.com/intro.html", plan: { RackPlan.make($0) }),
        Framework(
            slug: "roda", name: "Roda", signals: [.package("roda")], document: "https://roda.jeremyevans.net/",
            plan: { RackPlan.make($0) }),
        Framework(
            slug: "rack", name: "Rack", signals: [.file("config.ru"), .package("rack")],
            document: "https://github.com/rack/rackup", plan: { RackPlan.make($0) }),
    ]
}

/// A Rack application is served by the server its Gemfile names.
enum RackPlan {
    static func make(_ project: RubyProject) -> Plan {
        var plan = Plan()
        let bundle = project.bundle
        if project.source.exists("config.ru") {
            plan.note("config.ru", "is the Rack application")
            if project.declares("puma") != nil {
                plan.start = "\(bundle)puma -b tcp://${HOST:-0.0.0.0}:$PORT"
            } else if project.declares("thin") != nil {
                plan.start = "\(bundle)thin start -a ${HOST:-0.0.0.0} -p $PORT"
            } else {
                plan.start = "\(bundle)rackup --host ${HOST:-0.0.0.0} --port $PORT"
            }
            return plan
        }
        guard let file = project.source.first(of: ["app.rb", "server.rb", "main.rb", "web.rb", "application.rb"]) else {
            return Plan(confidence: 0.4)
        }
        plan.start = "\(bundle)ruby \(file) -o ${HOST:-0.0.0.0} -p $PORT"
        plan.note(file, "is run as a script")
        plan.confidence = 0.8
        return plan
    }
}

extension Ecosystem {
    static let ruby = Ecosystem(
        language: "ruby", looksFor: "Gemfile or config.ru",
        survey: { source in
            let scripts = ["app.rb", "main.rb", "server.rb"]
            guard let sign = source.first(of: ["Gemfile", "gems.rb", "config.ru"] + scripts) else { return nil }
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
            if let (row, evidence) = Framework<RubyProject>.ruby.lazy
                .compactMap({ row in row.recognise(project).map { (row, $0) } }).first
            {
                draft.blueprint.framework = row.slug
                draft.note(evidence.file, evidence.says)
                draft.apply(row.plan(project))
                draft.rank = draft.blueprint.start == nil ? .mention : .server
            } else if let file = source.first(of: scripts) {
                draft.blueprint.start = (draft.blueprint.install == nil ? "" : project.bundle) + "ruby \(file)"
                draft.blueprint.port = ListeningPort.fixed(in: source.text(file) ?? "")
                draft.note(file, "is run as a script")
                draft.rank = .program
                draft.blueprint.confidence = 0.6
            } else {
                draft.note(sign, "is Ruby, but nothing says how it starts")
            }
            return draft
        })
}
