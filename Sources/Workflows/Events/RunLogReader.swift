// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Storage

/// Reads the stored log of a run, or a part of it, piece by piece.
package struct RunLogReader {
    private let run: RunID
    private let step: String?
    private let database: any Database
    private var offset: Int64
    private let end: Int64
    private var page: ArraySlice<LogChunk> = []

    /// - step: nil for the log of all steps.
    /// - range: the bytes of the run's log that pieces may begin in.
    package init(
        run: RunID, step: String? = nil, range: Range<Int64> = 0..<Int64.max, database: any Database
    ) {
        self.run = run
        self.step = step
        self.database = database
        offset = range.lowerBound
        end = range.upperBound
    }

    /// The next piece; nil when no more is stored.
    package mutating func next() async throws -> LogChunk? {
        if page.isEmpty, offset < end {
            page = try await database.read { [run, step, offset, end] in
                try LogChunkStore().chunks(of: run, from: offset, before: end, step: step, on: $0)
            }[...]
        }
        guard let chunk = page.popFirst() else { return nil }
        offset = chunk.end
        return chunk
    }
}
