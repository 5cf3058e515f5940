// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Synchronization

/// What an operation has to say to the audit log beyond who asked for what.
// A class, because an operation's closure and whoever acknowledges it both hold it.
final class AuditNotes: Sendable {
    private struct State {
        var actor: String?
        var subject: String?
        var detail: [String: JSONValue] = [:]
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

    var detail: [String: JSONValue] { state.withLock(\.detail) }

    /// Never a secret.
    func add(_ name: String, _ value: JSONValue) { state.withLock { $0.detail[name] = value } }
}
