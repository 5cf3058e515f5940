// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Model
import Testing

@Suite struct SettingDocumentationTests {
    @Test func theDocumentationIsTheTable() throws {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        let data = try #require(FileManager.default.contents(atPath: "\(root)/Documentation/Settings.md"))
        let rows = String(decoding: data, as: UTF8.self).split(separator: "\n")
            .drop { !$0.hasPrefix("|---") }.dropFirst().prefix { $0.hasPrefix("| `") }.map(String.init)
        #expect(
            rows
                == SettingDefinition.all.map { definition in
                    let fallback = definition.kind.text(of: definition.fallback)
                    let cells = [
                        "`\(definition.name)`", fallback, definition.kind.bounds, definition.summary,
                    ]
                    return cells.map { $0.isEmpty ? "|" : "| \($0) " }.joined().replacing("||", with: "| |") + "|"
                })
    }
}
