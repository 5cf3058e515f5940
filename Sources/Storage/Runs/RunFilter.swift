// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// Which runs to list, newest first.
package struct RunFilter: Sendable, Hashable {
    package var subject: String?
    package var projectID: ProjectID?
    /// Only runs of one of these projects; nil for all, also those of none.
    package var among: [ProjectID]?
    package var kind: String?
    package var state: RunState?
    /// Only runs older than this one: the last run of the previous page.
    package var before: RunID?
    /// At most this many, 1 to 1001: a page and whether there is more.
    package var limit: Int

    package init(
        subject: String? = nil, projectID: ProjectID? = nil, among: [ProjectID]? = nil, kind: String? = nil,
        state: RunState? = nil, before: RunID? = nil, limit: Int = 50
    ) {
        self.subject = subject
        self.projectID = projectID
        self.among = among
        self.kind = kind
        self.state = state
        self.before = before
        self.limit = limit
    }

    /// Whether an index has the runs in their order: all, those of a subject, of a project, of its runs those of a kind, and
    /// those in a state. The others look through the history from its end until the page is full.
    package var isIndexed: Bool {
        switch (subject, projectID, kind, state) {
        case (_, nil, nil, nil), (nil, _, nil, nil), (nil, .some, .some, nil), (nil, nil, nil, _): among == nil
        default: false
        }
    }
}
