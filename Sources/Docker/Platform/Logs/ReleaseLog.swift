// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import Platforms
import Primitives
import Processes

/// The output of all processes of a release as one log. A position in it is a moment to the nanosecond.
struct ReleaseLog: Sendable {
    /// A container that has one of the release's processes.
    struct Source: Sendable, Hashable {
        var container: String
        var process: String
    }

    /// Between two looks for processes that are new, or for the end of all of them.
    private static let interval: Duration = .seconds(1)

    let engine: DockerEngine
    let time: TimeSource
    let query: Platforms.LogQuery
    /// Those that there are now; nil when none of them runs.
    let sources: @Sendable () async throws -> (all: [Source], isAnyKept: Bool)

    func read(into receiver: LogEntryReceiver) async throws {
        var positions: [String: Int64] = [:]
        guard try await readAvailable(query.start == nil ? query.tail : nil, &positions, into: receiver) else { return }
        try await receiver(.current)
        guard query.follow, try await follow(&positions, into: receiver) else { return }
        // What they wrote while it was found out that they had ended.
        _ = try await readAvailable(nil, &positions, into: receiver)
    }

    /// All that is there now, or its last lines; false when the query's end was passed.
    private func readAvailable(
        _ tail: Int?, _ positions: inout [String: Int64], into receiver: LogEntryReceiver
    ) async throws -> Bool {
        let found = try await sources().all
        var held: [Platforms.LogLine] = []
        var isPast = false
        try await merge(
            found, .time, positions,
            { source, position, take in
                let bounded = tail == nil || query.since != nil || query.until != nil
                try await records(
                    source, after: position, tail: bounded ? nil : tail.map { max(1, $0) }, follow: .no, take)
            }
        ) { entry in
            positions[entry.source] = entry.line.position
            if isAfterEnd(entry.line) {
                isPast = true
                return false
            }
            guard let tail else {
                try await receiver(.line(entry.line))
                return true
            }
            held.append(entry.line)
            if held.count > 2 * tail + 64 { held.removeFirst(held.count - tail) }
            return true
        }
        for line in held.suffix(tail ?? 0) { try await receiver(.line(line)) }
        return !isPast
    }

    /// What is written from now on, until nothing of the release runs any more; false when the query's end was passed.
    private func follow(_ positions: inout [String: Int64], into receiver: LogEntryReceiver) async throws -> Bool {
        var isOver = false
        while !isOver {
            let found = try await patiently { try await sources() }
            let known = Set(found.all)
            var isPast = false
            try await merge(
                found.all, .arrival, positions,
                { source, position, take in
                    try await followRecords(source, after: position, take)
                }, until: { try await hasChanged(from: known) }
            ) { entry in
                positions[entry.source] = entry.line.position
                isPast = isAfterEnd(entry.line)
                if !isPast { try await receiver(.line(entry.line)) }
                return !isPast
            }
            if isPast { return false }
            let now = try await patiently { try await sources() }
            isOver = !now.isAnyKept && Set(now.all) == known
        }
        return true
    }

    /// Returns when there are other processes than these, or when none has run for a while.
    private func hasChanged(from known: Set<Source>) async throws {
        var quiet = 0
        while quiet < 2 {
            try await time.sleep(for: Self.interval)
            let now = try await patiently { try await sources() }
            if Set(now.all) != known { return }
            quiet = now.isAnyKept ? 0 : quiet + 1
        }
    }

    /// One container's records over its restarts and the engine's; ends when it is removed.
    private func followRecords(
        _ source: Source, after position: Int64?, _ take: @Sendable (Platforms.LogLine) async throws -> Void
    ) async throws {
        var position = position
        while true {
            do {
                try await records(source, after: position, tail: nil, follow: .untilEnd) { line in
                    try await take(line)
                    position = line.position ?? position
                }
            } catch let failure as Failure where failure.code == .engineUnavailable {
                // It goes on when the engine is back.
            }
            try await time.sleep(for: Self.interval / 2)
        }
    }

    private func records(
        _ source: Source, after position: Int64?, tail: Int?, follow: Containers.LogQuery.Follow,
        _ take: (Platforms.LogLine) async throws -> Void
    ) async throws {
        let floor = position ?? query.start
        let since = floor.map { EngineMoment(nanoseconds: $0).next } ?? query.since.map { EngineMoment($0) }
        do {
            try await engine.logs(
                of: source.container, Containers.LogQuery(follow: follow, since: since, tail: tail)
            ) { record in
                try await take(Platforms.LogLine(record, process: source.process))
            }
        } catch let failure as Failure where failure.code == .containerNotFound {
            return
        }
    }

    private func isAfterEnd(_ line: Platforms.LogLine) -> Bool {
        guard let until = query.until, let at = line.at else { return false }
        return at >= until
    }

    private func patiently<Value: Sendable>(_ ask: () async throws -> Value) async throws -> Value {
        while true {
            do {
                return try await ask()
            } catch let failure as Failure where failure.code == .engineUnavailable {
                try await time.sleep(for: Self.interval)
            }
        }
    }

    private typealias Take = @Sendable (Platforms.LogLine) async throws -> Void

    /// Reads the sources side by side until all have ended, `until` returns, or `body` says false.
    private func merge(
        _ found: [Source], _ order: LogMerge.Order, _ positions: [String: Int64],
        _ read: @escaping @Sendable (Source, Int64?, @escaping Take) async throws -> Void,
        until: (@Sendable () async throws -> Void)? = nil, _ body: (LogMerge.Entry) async throws -> Bool
    ) async throws {
        let merge = LogMerge(order)
        for source in found { await merge.join(source.container) }
        try await withThrowingTaskGroup { group in
            for source in found {
                let position = positions[source.container]
                group.addTask {
                    do {
                        try await read(source, position) { try await merge.offer($0, from: source.container) }
                        await merge.leave(source.container)
                    } catch {
                        await merge.leave(source.container, failure: error)
                    }
                }
            }
            if let until {
                group.addTask {
                    try? await until()
                    await merge.end()
                }
            }
            do {
                while let entry = try await merge.next(), try await body(entry) {}
                await merge.close()
            } catch {
                await merge.close()
                throw error
            }
            group.cancelAll()
        }
    }
}
