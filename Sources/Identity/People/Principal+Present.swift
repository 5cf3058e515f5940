// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage

extension Principal {
    /// Who asks as they are in the transaction that changes who may what, with the grants that they have now: since they were
    /// looked up passwords may have been hashed, and other nodes may know of changes that this one has not heard of yet.
    ///
    /// Throws `session_expired` or `unauthenticated` when what they came with has ended.
    func present(on connection: any ReadConnection) throws -> Principal {
        guard let user else { return self }
        guard let user = try UserStore().find(user.id, on: connection), !user.disabled,
            try session.map({ try SessionStore().exists($0, of: user.id, on: connection) }) ?? true,
            try token.map({ try TokenStore().find($0, on: connection)?.owner == user.id }) ?? true
        else { throw session == nil ? Authenticator.refused : SessionIssuer.expired }
        var present = self
        present.user = user
        present.grants = try GrantStore().effective(for: user.id, on: connection)
        return present
    }
}
