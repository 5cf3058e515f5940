// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

extension Ecosystem {
    /// Plain HTML, served as it is.
    static let page = Ecosystem(
        language: "html", looksFor: "index.html",
        survey: { source in
            // In this order: the root, what is meant for the public, then what a build leaves behind.
            let folders = [
                "", "public", "www", "site", "static", "html", "src", "dist", "build", "_site", "out", "docs",
            ]
            guard let folder = folders.first(where: { source.exists("index.html".inFolder($0)) }) else {
                return loosePages(source)
            }
            var draft = Draft(language: "html", rank: .page, confidence: folder.isEmpty ? 0.9 : 0.8)
            draft.blueprint.outputDirectory = folder.isEmpty ? "." : folder
            draft.note("index.html".inFolder(folder), "a page that is served as it is")
            // Docsify is a page that reads Markdown in the browser (docsify.js.org/#/deploy).
            if source.text("index.html".inFolder(folder))?.holds("$docsify") == true {
                draft.blueprint.framework = "docsify"
                draft.note("index.html".inFolder(folder), "has $docsify: Docsify")
            }
            return draft
        })

    /// Pages without an index: served, but `/` has nothing to show.
    private static func loosePages(_ source: Source) -> Draft? {
        guard let page = source.list("").first(where: { !$0.isFolder && $0.name.hasSuffix(".html") }) else {
            return nil
        }
        var draft = Draft(language: "html", rank: .page, confidence: 0.4)
        draft.blueprint.outputDirectory = "."
        draft.blueprint.healthPath = "/\(page.name)"
        draft.note(page.name, "a page, but there is no index.html for /")
        return draft
    }
}
