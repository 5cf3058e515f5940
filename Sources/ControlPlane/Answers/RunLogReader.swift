// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Storage

/// Reads the stored log of a run piece by piece, as far as it goes now; asking again later goes on from there.
struct RunLogReader {
    private let run: RunID
    private let step: String?
    private let database: any Database
    private var offset: Int64 = 0
    private var page: ArraySlice<LogChunk> = []

    /// - step: nil for the log of all steps.
    init(run: RunID, step: String? = nil, database: any Database) {
        self.run = run
        self.step = step
        self.database = database
    }

    /// The next piece; nil when no more is stored now.
    mutating func next() async throws -> LogChunk? {
        if page.isEmpty {
            page = try await database.read { [run, step, offset] in
                try LogChunkStore().chunks(of: run, from: offset, step: step, on: $0)
            }[...]
        }
        guard let chunk = page.popFirst() else { return nil }
        offset = chunk.end
        return chunk
    }
}
