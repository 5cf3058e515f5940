// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// Something that a person should know of, made of an event.
package struct Notification: Sendable, Hashable, Codable {
    /// What somebody has to do about it.
    package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// A run asks something.
        case question
        /// A run did not succeed.
        case failure
        /// What runs is not well.
        case trouble
        /// It went well.
        case success
    }

    /// The event's cursor: what is up to it counts as read once somebody says so.
    package var cursor: Int64
    package var at: Timestamp
    package var kind: Kind
    package var title: String
    package var text: String?
    package var project: ProjectName?
    package var run: RunID?
    package var read: Bool

    package init(
        cursor: Int64, at: Timestamp, kind: Kind, title: String, text: String? = nil, project: ProjectName? = nil,
        run: RunID? = nil, read: Bool
    ) {
        self.cursor = cursor
        self.at = at
        self.kind = kind
        self.title = title
        self.text = text
        self.project = project
        self.run = run
        self.read = read
    }
}

/// The newest notifications, and how many of them are not read: `GET /v1/notifications`.
package struct NotificationList: Sendable, Hashable, Codable {
    package var items: [Notification]
    package var unread: Int
    package var next: String?

    package init(items: [Notification], unread: Int, next: String? = nil) {
        self.items = items
        self.unread = unread
        self.next = next
    }
}

/// Up to where somebody has read: `PUT /v1/notifications/read`.
package struct ReadMark: Sendable, Hashable, Codable {
    package var cursor: Int64

    package init(cursor: Int64) { self.cursor = cursor }
}
