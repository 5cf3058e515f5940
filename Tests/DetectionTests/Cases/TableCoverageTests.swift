// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection
import Testing

/// A row of the frameworks' tables is worth what some project shows of it.
@Suite struct TableCoverageTests {
    private static let cases =
        ApplicationTests.cases + BeamTests.cases + CommonTests.cases + CompiledTests.cases + CompiledLibraryTests.cases
        + EstablishedTests.cases + FrontendTests.cases + FunctionalLibraryTests.cases + ManagedTests.cases
        + PythonCaseTests.cases + ScriptedTests.cases + ScriptedLibraryTests.cases + ServerTests.cases

    /// Languages whose projects are planned by another's table.
    private static let tables = [
        "typescript": "deno", "kotlin": "java", "groovy": "java", "fsharp": "csharp", "vb": "csharp", "c": "cpp",
    ]

    @Test func everyRowHasACase() {
        var shown = Set(Self.cases.compactMap { row($0.language, $0.framework) })
        shown.formUnion(ServerTests.libraries.map { "javascript \($0.slug)" })
        shown.formUnion(FrontendTests.sites.map { "javascript \($0.slug)" })
        let page = DetectionTables.markdown.split(separator: "\n").drop { $0 != "## Frameworks" }.dropFirst()
        let rows = page.prefix { !$0.hasPrefix("## ") }.filter { $0.contains("](") }
        #expect(rows.count > 250)
        let wanted = rows.map { $0.split(separator: "|").map { String($0.filter { $0 != " " }) } }
            .map { "\($0[0]) \($0[2])" }
        #expect(wanted.filter { !shown.contains($0) } == [], "no case expects these")
    }

    private func row(_ language: String?, _ slug: String?) -> String? {
        guard let language, let slug else { return nil }
        return "\(Self.tables[language] ?? language) \(slug)"
    }
}
