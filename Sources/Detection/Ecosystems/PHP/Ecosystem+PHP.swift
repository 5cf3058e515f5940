// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

/// A PHP project as its composer.json describes it (getcomposer.org/doc/04-schema.md).
struct PHPProject: EcosystemProject {
    let source: Source
    let manifest: JSONValue?

    init(_ source: Source) {
        self.source = source
        manifest = source.json("composer.json")
    }

    func declares(_ package: String) -> String? { manifest?["require"]?[package] == nil ? nil : "composer.json" }

    /// PHP's own server on a folder; the workers let one slow request pass others.
    func serve(_ folder: String, router: String? = nil) -> String {
        let target = folder.isEmpty ? "" : " -t \(folder)"
        return "PHP_CLI_SERVER_WORKERS=4 php -S ${HOST:-0.0.0.0}:$PORT\(target)" + (router.map { " \($0)" } ?? "")
    }
}

extension Framework<PHPProject> {
    static let php: [Framework] = [
        Framework(
            slug: "laravel", name: "Laravel", signals: [.package("laravel/framework"), .file("artisan")],
            document: "https://laravel.com/docs/deployment",
            plan: { project in
                var plan = Plan(confidence: 0.9)
                plan.start = "php artisan serve --host=${HOST:-0.0.0.0} --port=$PORT"
                if project.declares("laravel/octane") != nil {
                    plan.start = "php artisan octane:start --host=${HOST:-0.0.0.0} --port=$PORT"
                }
                if project.source.exists("database/migrations") {
                    plan.release = "php artisan migrate --force"
                    plan.note("database/migrations", "has migrations, which run before each release")
                }
                if project.source.text("bootstrap/app.php")?.holds("health: '/up'") == true {
                    plan.healthPath = "/up"
                    plan.note("bootstrap/app.php", "declares the health check /up")
                }
                return plan
            }),
        Framework(
            slug: "symfony", name: "Symfony", signals: [.package("symfony/framework-bundle"), .file("symfony.lock")],
            document: "https://symfony.com/doc/current/deployment.html",
            plan: { project in
                var plan = Plan(start: project.serve("public", router: "public/index.php"), confidence: 0.85)
                if project.declares("doctrine/doctrine-migrations-bundle") != nil {
                    plan.release = "php bin/console doctrine:migrations:migrate --no-interaction --allow-no-migration"
                }
                return plan
            }),
        Framework(
            slug: "wordpress", name: "WordPress",
            signals: [.file("wp-config.php"), .file("wp-config-sample.php"), .file("wp-load.php")],
            document: "https://developer.wordpress.org/advanced-administration/",
            plan: { Plan(start: $0.serve(""), confidence: 0.7) }),
        Framework(
            slug: "slim", name: "Slim", signals: [.package("slim/slim")],
            document: "https://www.slimframework.com/docs/v4/",
            plan: { project in
                guard project.source.exists("public/index.php") else { return Plan(confidence: 0.4) }
                return Plan(start: project.serve("public", router: "public/index.php"))
            }),
    ]
}

extension Ecosystem {
    static let php = Ecosystem(
        language: "php", looksFor: "composer.json or index.php",
        survey: { source in
            guard let sign = source.first(of: ["composer.json", "index.php", "public/index.php", "artisan"]) else {
                return nil
            }
            let project = PHPProject(source)
            var draft = Draft(language: "php", rank: .mention)
            draft.sourceEndings = [".php"]
            if source.exists("composer.json") {
                draft.blueprint.packageManager = "composer"
                draft.blueprint.install = "composer install --no-dev --no-interaction --optimize-autoloader"
                draft.note(
                    "composer.json",
                    project.manifest?.object == nil ? "is not a JSON object" : "lists packages: Composer")
            }
            if let (row, evidence) = Framework<PHPProject>.php.lazy
                .compactMap({ row in row.recognise(project).map { (row, $0) } }).first
            {
                draft.blueprint.framework = row.slug
                draft.note(evidence.file, evidence.says)
                draft.apply(row.plan(project))
                draft.rank = draft.blueprint.start == nil ? .mention : .server
            } else if let page = source.first(of: [
                "public/index.php", "index.php", "web/index.php", "htdocs/index.php", "src/index.php",
            ]) {
                draft.blueprint.start = project.serve(page.splitPath().folder)
                draft.note(page, "answers requests")
                draft.rank = .program
                draft.blueprint.confidence = 0.8
            } else {
                draft.note(sign, "is PHP, but there is no index.php")
            }
            return draft
        })
}
