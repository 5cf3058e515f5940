// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection
import FoundationEssentials
import Testing

@Suite struct DetectionTablesTests {
    @Test func thePageIsUpToDate() throws {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        let page = try String(contentsOfFile: "\(root)/docs/detection.md", encoding: .utf8)
        #expect(page == DetectionTables.markdown, "run scripts/detection-table")
    }

    @Test func everyRowHasADocument() {
        let rows = DetectionTables.markdown.split(separator: "\n").filter { $0.hasPrefix("| ") && $0.contains("](") }
        #expect(rows.count > 300)
        for row in rows { #expect(row.contains("](http"), "\(row)") }
    }
}
