// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Everything that detection knows, as one page for people: `docs/detection.md`.
package enum DetectionTables {
    /// Markdown, one line for each row of each table.
    package static var markdown: String {
        let parts = [
            """
            # What detection knows

            Written by `scripts/detection-table` from the tables in `Sources/Detection`; a test fails when it is out of date.
            Each row links to the document its commands and defaults are from. `dextra detect` says which of them hold for a
            folder, and by which file.
            """,
            "## Ecosystems\n\n| Language | Recognised by |\n|---|---|\n"
                + Ecosystem.all.map { "| \($0.language) | \($0.looksFor) |" }.joined(separator: "\n"),
            "## Frameworks\n\n| Language | Framework | Slug |\n|---|---|---|\n"
                + frameworks.joined(separator: "\n"),
            "## Package managers\n\n| Language | Package manager | Lock files |\n|---|---|---|\n"
                + (managers("python", PackageManager<PythonProject>.python)
                + managers("javascript", PackageManager<NodeProject>.node)).joined(separator: "\n"),
            "## Workspaces\n\nAnd folders that other platforms' files name (below).\n\n| Workspace |\n|---|\n"
                + Workspace.kinds.map { "| [\($0.name)](\($0.document)) |" }.joined(separator: "\n"),
            "## Versions\n\nIn order of precedence, for each runtime.\n\n| File | Runtimes |\n|---|---|\n"
                + versions.joined(separator: "\n"),
            "Ranges become releases that were seen in these places:\n\n| Runtime | Newest known |\n|---|---|\n"
                + ReleaseTable.current.sources.sorted { $0.key < $1.key }.map {
                    "| [\($0.key)](\($0.value)) | \(ReleaseTable.current.horizon(of: $0.key)) |"
                }
                .joined(separator: "\n"),
            """
            ## Other platforms' files

            In order of precedence. What a file says of a folder below its own is said of that part of the tree, which is then
            one of those that can be deployed; when it is the only one that hosts' files speak of, it is the one that is meant.

            | File |
            |---|

            """
                + StatementSource.all.map { row in
                    "| [\(row.files.joined(separator: ", "))](\(row.document)) |"
                }.joined(separator: "\n"),
            "## Programs\n\nWhat builds and starts projects, and how it gets onto a machine (`dextra doctor PATH`).\n\n"
                + "| Program | Debian packages |\n|---|---|\n"
                + ToolchainProgram.all.map {
                    "| [\($0.name)](\($0.document)) | \($0.packages.joined(separator: ", ")) |"
                }
                .joined(separator: "\n"),
        ]
        return parts.joined(separator: "\n\n") + "\n"
    }

    private static var frameworks: [String] {
        let tables: [[String]] = [
            rows("deno", Framework<DenoProject>.deno), rows("javascript", Framework<NodeProject>.node),
            rows("python", Framework<PythonProject>.python + Framework<PythonProject>.pythonSites),
            rows("ruby", Framework<RubyProject>.ruby), rows("php", Framework<PHPProject>.php),
            rows("go", Framework<GoProject>.go), rows("rust", Framework<RustProject>.rust),
            rows("java", Framework<JavaProject>.java), rows("scala", Framework<ManifestProject>.scala),
            rows("clojure", Framework<ManifestProject>.clojure), rows("csharp", Framework<DotNetProject>.dotnet),
            rows("elixir", Framework<ManifestProject>.elixir), rows("erlang", Framework<ManifestProject>.erlang),
            rows("gleam", Framework<ManifestProject>.gleam), rows("swift", Framework<ManifestProject>.swift),
            rows("dart", Framework<ManifestProject>.dart), rows("crystal", Framework<ManifestProject>.crystal),
            rows("haskell", Framework<ManifestProject>.haskell), rows("julia", Framework<ManifestProject>.julia),
            rows("zig", Framework<ManifestProject>.zig), rows("perl", Framework<ManifestProject>.perl),
            rows("r", Framework<ManifestProject>.r), rows("lua", Framework<ManifestProject>.lua),
            rows("racket", Framework<ManifestProject>.racket), rows("scheme", Framework<ManifestProject>.scheme),
            rows("html", Framework<ManifestProject>.generators), rows("cpp", Framework<CppProject>.cpp),
        ]
        return tables.flatMap(\.self)
    }

    private static func rows<Project>(_ language: String, _ table: [Framework<Project>]) -> [String] {
        unique(table.map { "| \(language) | [\($0.name)](\($0.document)) | \($0.slug) |" })
    }

    private static func managers<Project>(_ language: String, _ table: [PackageManager<Project>]) -> [String] {
        table.map { "| \(language) | [\($0.name)](\($0.document)) | \($0.lockfiles.joined(separator: ", ")) |" }
    }

    /// One line for each file, with the runtimes it speaks of.
    private static var versions: [String] {
        var files: [String] = []
        var runtimes: [String: [String]] = [:]
        for row in VersionSource.all {
            let file = "[\(row.file)](\(row.document))"
            if !files.contains(file) { files.append(file) }
            if runtimes[file]?.contains(row.runtime) != true { runtimes[file, default: []].append(row.runtime) }
        }
        return files.map { "| \($0) | \(runtimes[$0, default: []].joined(separator: ", ")) |" }
    }

    private static func unique(_ lines: [String]) -> [String] {
        lines.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
