// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Platforms

/// Lines of several sources as one stream: each source waits until its line is taken, so nothing piles up.
actor LogMerge {
    /// What the lines come in.
    enum Order: Sendable {
        /// That of their times: all sources have to have said something, or have ended.
        case time
        case arrival
    }

    struct Entry: Sendable {
        var source: String
        var line: LogLine
    }

    private let order: Order
    private var open: Set<String> = []
    private var heads: [String: LogLine] = [:]
    private var sources: [String: CheckedContinuation<Void, Never>] = [:]
    private var reader: CheckedContinuation<Void, Never>?
    private var failure: (any Error)?
    private var isEnding = false
    private var isClosed = false

    init(_ order: Order) { self.order = order }

    /// A source takes part from now on.
    func join(_ source: String) { open.insert(source) }

    /// Waits until the line is taken. Throws `CancellationError` when nobody reads any more.
    func offer(_ line: LogLine, from source: String) async throws {
        guard !isClosed else { throw CancellationError() }
        heads[source] = line
        wakeReader()
        await withCheckedContinuation { sources[source] = $0 }
        guard !isClosed else { throw CancellationError() }
    }

    func leave(_ source: String, failure: (any Error)? = nil) {
        open.remove(source)
        if self.failure == nil { self.failure = failure }
        wakeReader()
    }

    /// The next line, nil when all sources have left; one reader. Throws what a source failed with.
    func next() async throws -> Entry? {
        while true {
            try Task.checkCancellation()
            if let failure { throw failure }
            if let entry = take() { return entry }
            if open.isEmpty || isEnding { return nil }
            await withCheckedContinuation { reader = $0 }
        }
    }

    /// The reader is told that nothing comes any more once what is there is read.
    func end() {
        isEnding = true
        wakeReader()
    }

    /// Nobody reads any more: sources that wait go on, to their end.
    func close() {
        isClosed = true
        for source in sources.values { source.resume() }
        sources = [:]
    }

    private func take() -> Entry? {
        guard order == .arrival || heads.count == open.count,
            let first = heads.min(by: { ($0.value.position ?? 0) < ($1.value.position ?? 0) })
        else { return nil }
        heads[first.key] = nil
        sources.removeValue(forKey: first.key)?.resume()
        return Entry(source: first.key, line: first.value)
    }

    private func wakeReader() {
        reader?.resume()
        reader = nil
    }
}
