// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Framework<RubyProject> {
    static let ruby: [Framework] = [
        Framework(
            slug: "rails", name: "Ruby on Rails",
            signals: [
                .file("config/application.rb"), .all([.package("rails"), .without(RubyProject.gemspec)]),
            ],
            document: "https://guides.rubyonrails.org/command_line.html",
            plan: { project in
                guard project.source.exists("config") || project.source.exists("config.ru") else {
                    return RackPlan.make(project)
                }
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
            document: "https://guides.hanamirb.org/v2.2/introduction/getting-started/",
            plan: { project in
                var plan = RackPlan.make(project)
                plan.start = plan.start.map { "HANAMI_ENV=${HANAMI_ENV:-production} \($0)" }
                if project.declares("hanami-assets") != nil, project.source.exists("app/assets") {
                    plan.build = "bundle exec hanami assets compile"
                    plan.note("app/assets", "are compiled")
                }
                if project.source.exists("config/db/migrate") {
                    plan.release = "HANAMI_ENV=${HANAMI_ENV:-production} bundle exec hanami db migrate"
                    plan.note("config/db/migrate", "has migrations, which run before each release")
                }
                return plan
            }),
        site(
            "jekyll", "Jekyll", [.package("jekyll"), .package("github-pages")], "jekyll build", "_site",
            "https://jekyllrb.com/docs/usage/", setting: "destination"),
        Framework(
            slug: "jekyll", name: "Jekyll",
            signals: [.all([.file("_config.yml"), RubyProject.jekyllFolders, .without(.file("package.json"))])],
            document: "https://jekyllrb.com/docs/usage/",
            plan: { project in
                let named = KeyOutline(project.source.text("_config.yml") ?? "").value("destination")
                var plan = Plan(build: "jekyll build", outputDirectory: named ?? "_site", confidence: 0.8)
                plan.note("_config.yml", "configures Jekyll; there is no Gemfile")
                return plan
            }),
        site(
            "middleman", "Middleman", [.package("middleman")], "middleman build", "build",
            "https://middlemanapp.com/basics/build-and-deploy/"),
        site(
            "bridgetown", "Bridgetown", [.package("bridgetown")], "bridgetown deploy", "output",
            "https://www.bridgetownrb.com/docs/deployment"),
        site("nanoc", "Nanoc", [.package("nanoc")], "nanoc compile", "output", "https://nanoc.app/doc/deploying/"),
        rack("sinatra", "Sinatra", "sinatra", "https://sinatrarb.com/intro.html"),
        Framework(
            slug: "sinatra", name: "Sinatra", signals: RubyProject.requires("sinatra"),
            document: "https://sinatrarb.com/intro.html", plan: { RackPlan.make($0) }),
        rack("roda", "Roda", "roda", "https://roda.jeremyevans.net/"),
        rack("grape", "Grape", "grape", "https://github.com/ruby-grape/grape"),
        rack("padrino", "Padrino", "padrino", "https://padrinorb.com/guides/"),
        rack("cuba", "Cuba", "cuba", "https://cuba.is/"),
        rack("camping", "Camping", "camping", "https://rubydoc.info/gems/camping"),
        Framework(
            slug: "rack", name: "Rack",
            signals: [.file("config.ru"), .all([.package("rack"), .without(RubyProject.gemspec)])],
            document: "https://github.com/rack/rackup", plan: { RackPlan.make($0) }),
    ]

    private static func rack(_ slug: String, _ name: String, _ gem: String, _ document: String) -> Framework {
        Framework(slug: slug, name: name, signals: [.package(gem)], document: document, plan: { RackPlan.make($0) })
    }

    /// A generator of files, run from the bundle; `setting` in _config.yml renames its folder.
    private static func site(
        _ slug: String, _ name: String, _ signals: [Signal], _ build: String, _ output: String, _ document: String,
        setting: String? = nil
    ) -> Framework {
        Framework(
            slug: slug, name: name, signals: signals, document: document,
            plan: { project in
                let outline = KeyOutline(project.source.text("_config.yml") ?? "")
                let named = setting.flatMap { outline.value($0) }
                return Plan(build: "\(project.bundle)\(build)", outputDirectory: named ?? output, confidence: 0.95)
            })
    }
}

extension RubyProject {
    /// A gem's own repository: what its Gemfile lists is what it is tested with.
    static let gemspec = Signal.endings([".gemspec"])
    /// A script that uses the machine's own gem; a Gemfile would say it.
    static func requires(_ gem: String) -> [Signal] {
        ["require '\(gem)'", "require \"\(gem)\""].map { line in
            .all([.code(line, in: ".rb"), .without(.any([.file("Gemfile"), .file("gems.rb"), gemspec]))])
        }
    }
    static let jekyllFolders = Signal.any([.file("_posts"), .file("_layouts"), .file("_includes"), .file("_pages")])
}
