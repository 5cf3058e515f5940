// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A Mix project as its mix.exs describes it (hexdocs.pm/mix/Mix.Project.html).
enum MixProject {
    static func read(_ source: Source) -> ManifestProject? {
        guard source.exists("mix.exs") else { return nil }
        var project = ManifestProject(source, manifest: "mix.exs")
        let code = project.code(commentedBy: "#")
        project.name = code.after("app: :").map(\.leadingWord)
        let dependencies = code.after("defp deps").map { $0[...] } ?? code[...]
        project.packages = Set(dependencies.allAfter("{:").map(\.leadingWord))
        // `releases: [shop: [...]]` names what `mix release` makes; without it the application's name does.
        if let release = code.after("releases: [").map(\.leadingTrimmed), !release.leadingWord.isEmpty {
            project.programs = [release.leadingWord]
        } else if !code.holds("apps_path:"), code.holds("mod: {"), let name = project.name {
            project.programs = [name]
        }
        // A dependency's `app: false` or a child of an umbrella must not look like the project's own name.
        if code.holds("apps_path:") {
            project.name = nil
            for child in source.list("apps") where child.isFolder {
                let text = source.code("apps/\(child.name)/mix.exs", commentedBy: "#")
                project.packages.formUnion(text.allAfter("{:").map(\.leadingWord))
            }
        }
        return project
    }
}

extension StringProtocol {
    /// The text from its first character that is no white space.
    var leadingTrimmed: SubSequence { self.drop { $0 == " " || $0 == "\n" || $0 == "\t" } }
}
