// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import FoundationEssentials
import Primitives
import Testing

@Suite struct ExitCodesTests {
    @Test func everyStatusIsExplained() {
        let explained = Set(ExitCodes.rows.map(\.status))
        for category in FailureCategory.allCases { #expect(explained.contains(category.exitCode), "\(category)") }
    }

    /// The page in Documentation says the same as `dextra help exit-codes`.
    @Test func thePageIsUpToDate() throws {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(separator: "/")
        let data = try #require(FileManager.default.contents(atPath: root + "/Documentation/Exit-codes.md"))
        let page = String(decoding: data, as: UTF8.self)
        for row in ExitCodes.rows { #expect(page.contains("| \(row.status) | \(row.meaning) |")) }
    }
}
