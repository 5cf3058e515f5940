// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage
import Synchronization

/// What an operation has to say to the audit log beyond who asked for what.
// A class, because an operation's closure and whoever acknowledges it both hold it.
final class AuditNotes: Sendable {
    private struct State {
        var actor: String?
        var subject: String?
        var detail: [String: JSONValue] = [:]
        var intent: AuditIntent?
        var isDone = false
    }

    private let state = Mutex(State())

    /// Who it was after all, when nobody was known before.
    var actor: String? {
        get { state.withLock(\.actor) }
        set { state.withLock { $0.actor = newValue } }
    }

    /// To what it was done, when the path doesn't say.
    var subject: String? {
        get { state.withLock(\.subject) }
        set { state.withLock { $0.subject = newValue } }
    }

    /// What was written down before it was begun.
    var intent: AuditIntent? {
        get { state.withLock(\.intent) }
        set { state.withLock { $0.intent = newValue } }
    }

    /// Whether it was done: what fails from here on is its entry or its answer.
    var isDone: Bool {
        get { state.withLock(\.isDone) }
        set { state.withLock { $0.isDone = newValue } }
    }

    var detail: [String: JSONValue] { state.withLock(\.detail) }

    /// Never a secret.
    func add(_ name: String, _ value: JSONValue) { state.withLock { $0.detail[name] = value } }
}
