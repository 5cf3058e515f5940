// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Platforms
package import Wire
package import Workflows

/// Where live topics come from.
package struct LiveSources: Sendable {
    let events: EventLog
    let runLog: @Sendable (RunID, Range<Int64>) -> RunLogReader
    let run: @Sendable (RunID) async throws -> Run
    let log: @Sendable (LiveTopic.Logs) async throws -> LiveLog
    let whenRightsChange: @Sendable () -> Void

    /// - runLog: the stored text of a run's log.
    /// - run: throws `run_not_found`.
    /// - log: an application's output, e.g. from `DeliveryService`, with what that throws.
    /// - whenRightsChange: called before anybody is shown an event of a kind that ``LiveAuthority`` names: what is remembered
    ///   of viewers is older. The event may be here before any other news of what it tells.
    package init(
        events: EventLog, runLog: @escaping @Sendable (RunID, Range<Int64>) -> RunLogReader,
        run: @escaping @Sendable (RunID) async throws -> Run,
        log: @escaping @Sendable (LiveTopic.Logs) async throws -> LiveLog,
        whenRightsChange: @escaping @Sendable () -> Void
    ) {
        self.events = events
        self.runLog = runLog
        self.run = run
        self.log = log
        self.whenRightsChange = whenRightsChange
    }
}

/// What one release writes, found and ready to be read.
package struct LiveLog: Sendable {
    /// The release's number.
    let release: Int
    let read: @Sendable (LogQuery, @escaping LogEntryReceiver) async throws -> Void

    package init(
        release: Int, read: @escaping @Sendable (LogQuery, @escaping LogEntryReceiver) async throws -> Void
    ) {
        self.release = release
        self.read = read
    }
}
