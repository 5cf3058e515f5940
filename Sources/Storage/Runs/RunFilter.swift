// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// Which runs to list, newest first. By project, by its runs of a kind and by state there is an index; the others look
/// through the history from its end until the page is full.
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
}
