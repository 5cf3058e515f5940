// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage
import Testing

@Suite struct RowTests {
    private static let names = ["id", "name", "size", "body"]
    private static let rows: [Row] = {
        let shared = ColumnNames(names)
        return (0..<2).map { number in Row(shared, names.map { .text("\($0) \(number)") }) }
    }()

    /// Every order of two questions, each of a row's own, by whose answers the other's search begins.
    @Test(arguments: names, names) func columnsAreFoundInAnyOrder(first: String, second: String) throws {
        #expect(try Self.rows[0].text(first) == "\(first) 0")
        #expect(try Self.rows[1].text(second) == "\(second) 1")
        #expect(try Self.rows[0].text(second) == "\(second) 0")
    }

    @Test(arguments: [nil] + names) func whatIsNoColumnIsNamed(before: String?) throws {
        let row = Row(ColumnNames(Self.names), Self.names.map(SQLValue.text))
        if let before { #expect(try row.text(before) == before) }
        let failure = #expect(throws: Failure.self) { try row.text("colour") }
        #expect(failure?.code == .corruptData && failure?.message.contains("'colour'") == true)
        #expect(throws: Failure.self) { try Row(ColumnNames([]), []).value("id") }
    }

    @Test func ofColumnsWithTheSameNameThereIsOne() throws {
        let row = Row(ColumnNames(["id", "id"]), [.integer(1), .integer(2)])
        #expect(row.columns == ["id", "id"])
        #expect(try [1, 2].contains(row.integer("id")))
    }
}
