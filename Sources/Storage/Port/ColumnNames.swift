// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What the columns of a result are called, and where each is.
///
/// Every row is read by names, and by the same ones as the row before, mostly in the order of the columns: a search that
/// goes on behind the column found last ends at once nearly always. A table of hashes takes several times as long.
package final class ColumnNames: Sendable {
    package let all: [String]
    /// Where the next search begins. Any place will do, so that threads need not agree on it.
    private let next = Atomic(0)

    package init(_ names: [String]) { all = names }

    /// Nil when there is no such column.
    func index(of name: String) -> Int? {
        let start = next.load(ordering: .relaxed)
        guard let index = all[start...].firstIndex(of: name) ?? all[..<start].firstIndex(of: name) else { return nil }
        next.store(index + 1, ordering: .relaxed)
        return index
    }
}
