// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// What a subscription is about.
package enum LiveTopic: Sendable, Hashable {
    case events(Events)
    case run(RunEvents)
    case logs(Logs)

    /// The event log, as far as the viewer may see it.
    package struct Events: Sendable, Hashable {
        /// Goes on after this cursor, 0 for the oldest kept; nil for what happens from now on.
        package var after: Int64?
        /// Only of these subjects, e.g. `project/<id>`.
        package var subjects: Set<String>?
        /// Only of these types, e.g. `run.finished`; what ends with a dot stands for all types that begin so.
        package var types: Set<String>?

        package init(after: Int64? = nil, subjects: Set<String>? = nil, types: Set<String>? = nil) {
            self.after = after
            self.subjects = subjects
            self.types = types
        }
    }

    /// The events of one run with the text of its log among them; ends with the run.
    package struct RunEvents: Sendable, Hashable {
        package var run: RunID
        /// nil and 0 are the beginning.
        package var after: Int64?

        package init(run: RunID, after: Int64? = nil) {
            self.run = run
            self.after = after
        }
    }

    /// What a running application writes; goes on with it.
    package struct Logs: Sendable, Hashable {
        package var project: ProjectName
        package var profile: Profile
        /// The release with traffic when nil.
        package var release: Int?
        package var process: String?
        /// Goes on after this place, of the same release.
        package var after: LogPlace?
        /// The last so many lines of what is there; all when nil. Not together with `after`.
        package var tail: Int?

        package init(
            project: ProjectName, profile: Profile = .production, release: Int? = nil, process: String? = nil,
            after: LogPlace? = nil, tail: Int? = nil
        ) {
            self.project = project
            self.profile = profile
            self.release = release
            self.process = process
            self.after = after
            self.tail = tail
        }
    }
}
