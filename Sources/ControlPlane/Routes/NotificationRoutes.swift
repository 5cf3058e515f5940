// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Model
import OpenAPI
import Primitives
import Storage
import Wire

extension ControlPlane {
    var notificationOperations: [Operation] {
        [
            .read(
                "/v1/notifications", "listNotifications", .known,
                "What the caller should know of, newest first, and how much of it is new", query: [.limit, .cursor]
            ) { call in
                let (principal, page) = (try call.principal, try call.page)
                let before = try page.place(in: "notifications") { Int64($0) }
                return try await database.read { connection in
                    let projects = try ProjectStore().list(on: connection)
                    let reader = NotificationReader(
                        projects: Dictionary(uniqueKeysWithValues: projects.map { ($0.id, $0.name) }),
                        visible: principal.may(.view)
                            ? nil : Set(projects.filter { principal.may(.view, on: $0) }.map(\.id)),
                        readUntil: try principal.user.map { try ReadMarkStore().cursor(of: $0.id, on: connection) } ?? 0
                    )
                    let (items, end) = try reader.page(before: before, limit: page.limit, on: connection)
                    let next = end.map { PageCursor(order: "notifications", id: String($0)) }
                    return NotificationList(
                        items: items, unread: try reader.unread(on: connection), next: try next?.text())
                }
            },
            .send(
                "/v1/notifications/read", "markNotificationsRead", .known,
                "Says up to which cursor the caller has read", method: .put, traits: [.unaudited]
            ) { (call, mark: ReadMark) in
                let user = try call.user
                try await database.write { try ReadMarkStore().advance(to: mark.cursor, of: user.id, on: $0) }
                return Nothing()
            },
        ]
    }

    var preferenceOperations: [Operation] {
        [
            .stream(
                "/v1/preferences/{document}", "getPreferences", .known, "A document that the page keeps for the caller",
                traits: [.tagged, .brief], answers: [.json(.ok, "The document", JSONValue.self)]
            ) { call in
                let (user, name) = (try call.user, try call.documentName)
                let found = try await database.lookUp { try PreferenceStore().find(name, of: user.id, on: $0) }
                // What was never kept is null, in its revision 0.
                try await call.respond(
                    tagging: found?.value ?? .null, as: Revision("\(found?.revision ?? 0)"))
            },
            .send(
                "/v1/preferences/{document}", "setPreferences", .known,
                "Keeps a document for the caller, at most 64 KiB",
                method: .put, traits: [.conditional, .unaudited]
            ) { (call, document: JSONValue) in
                let (user, name, condition) = (try call.user, try call.documentName, call.condition)
                try await database.write {
                    try PreferenceStore().put(document, as: name, of: user.id, if: condition, on: $0)
                }
                return Nothing()
            },
        ]
    }
}

extension Call {
    /// The person who asks; throws `not_a_person` for the machine's own user, who has nothing of their own here.
    fileprivate var user: User {
        get throws {
            guard let user = try principal.user else {
                throw Failure(
                    .notAPerson,
                    "the machine's own user has no \(operation.name.hasSuffix("Read") ? "marks" : "documents") here",
                    hint: "sign in as a user, or use a token")
            }
            return user
        }
    }

    fileprivate var documentName: String {
        get throws {
            let name = try path("document")
            let isFine =
                (1...64).contains(name.utf8.count)
                && name.utf8.allSatisfy {
                    (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F
                } && name.utf8.first.map { (0x61...0x7A).contains($0) } ?? false
            guard isFine else {
                throw Failure(
                    .invalidArgument, "'\(name.prefix(64))' is no document's name",
                    hint: "use 1 to 64 of a-z, 0-9, - and _, beginning with a letter")
            }
            return name
        }
    }
}
