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
            draft.choose(
                from: Framework<PHPProject>.php, for: project, otherwise: { _ in PHPPlan.pages(project, sign) })
            return draft
        })
}

/// PHP of no framework: its pages, served from the folder that the world may see.
enum PHPPlan {
    static func pages(_ project: PHPProject, _ sign: String) -> Plan {
        let source = project.source
        // A theme or a plugin of WordPress has an index.php too, which keeps its folder from being listed.
        if source.text("style.css")?.holds("Theme Name:") == true {
            return .nothing("style.css", "is a theme of WordPress: a part of a site")
        }
        let pages = [
            "public/index.php", "index.php", "web/index.php", "htdocs/index.php", "public_html/index.php",
            "www/index.php", "src/index.php",
        ]
        guard let page = source.first(of: pages), source.text(page)?.holds("Silence is golden") != true else {
            return .nothing(sign, "is PHP, but there is no index.php")
        }
        var plan = Plan(start: project.serve(page.splitPath().folder), confidence: 0.8)
        plan.note(page, "answers requests")
        return plan
    }
}
