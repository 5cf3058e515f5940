// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What is recorded of how a run came to be asked for.
package struct RunRequest: Sendable, Hashable {
    /// Who asked: a user's name, `local` for the machine's own user; nil for Dextra itself.
    package var actor: String?
    /// The same key asks for the same run: a repeated request gets the first one's.
    package var idempotencyKey: String?

    package init(actor: String? = nil, idempotencyKey: String? = nil) {
        self.actor = actor
        self.idempotencyKey = idempotencyKey
    }
}
