// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// A live view of the event log from a cursor on; ends by throwing: `cursor_expired`, or cancellation of its task.
///
/// It reads from the store page by page when asked, so a slow reader costs one page of memory and delays nobody.
package struct EventChanges: AsyncSequence, Sendable {
    package typealias Element = Event
    package typealias Failure = any Error

    let log: EventLog
    let cursor: Int64?
    let subject: String?
    let runID: RunID?

    package func makeAsyncIterator() -> Iterator { Iterator(view: self, cursor: cursor) }

    package struct Iterator: AsyncIteratorProtocol {
        private static let pageSize = 100

        let view: EventChanges
        var cursor: Int64?
        private var page: ArraySlice<Event> = []
        private let follower: EventFollower

        init(view: EventChanges, cursor: Int64?) {
            self.view = view
            self.cursor = cursor
            follower = view.log.followers.join()
        }

        package mutating func next() async throws -> Event? {
            while page.isEmpty {
                try Task.checkCancellation()
                let seen = view.log.signal.count
                page = try await view.log.read(
                    after: cursor, limit: Self.pageSize, subject: view.subject, runID: view.runID)[...]
                if page.isEmpty {
                    follower.hasCaughtUp()
                    try await view.log.signal.wait(beyond: seen)
                }
            }
            let event = page.removeFirst()
            // Until it asks again it is busy with this one.
            follower.isBehind(at: event.cursor - 1)
            cursor = event.cursor
            return event
        }
    }
}
