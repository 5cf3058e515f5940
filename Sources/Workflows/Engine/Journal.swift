// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives
import Storage
import Synchronization

/// One commit of the run journal, as an observer sees it: right before it is begun and right after it is durable.
///
/// Tests number the commits of a run this way and kill the process at each of them. Log text and progress within a
/// step are not numbered: when they are stored depends on timing, and nothing is decided by them.
package struct JournalWrite: Sendable, Hashable {
    package enum Phase: String, Sendable, Hashable {
        case before, after
    }

    /// Counts the commits of this engine from 1.
    package var number: Int
    package var runID: RunID
    /// The step whose end or beginning is recorded; nil for what concerns the run as a whole.
    package var step: String?
    package var phase: Phase

    package typealias Observer = @Sendable (JournalWrite) -> Void
}

/// Makes the journal's commits, one after another numbered and shown to the observer.
struct Journal: Sendable {
    let database: any Database
    let observer: JournalWrite.Observer?
    private let numbers = JournalNumbers()

    init(database: any Database, observer: JournalWrite.Observer?) {
        self.database = database
        self.observer = observer
    }

    func commit<Value: Sendable>(
        _ runID: RunID, step: String?, _ body: @escaping @Sendable (any WriteConnection) throws -> Value
    ) async throws -> Value {
        guard let observer else { return try await database.write(body) }
        var write = JournalWrite(number: numbers.next(), runID: runID, step: step, phase: .before)
        observer(write)
        let value = try await database.write(body)
        write.phase = .after
        observer(write)
        return value
    }
}

private final class JournalNumbers: Sendable {
    private let last = Mutex(0)

    func next() -> Int {
        last.withLock { last in
            last += 1
            return last
        }
    }
}
