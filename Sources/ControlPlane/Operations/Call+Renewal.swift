// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Model

extension Call {
    /// The same request of its caller as they stand now; for when its body has come, which may take hours: no session,
    /// token or right is to be drawn out by a request that was begun with it and kept waiting.
    ///
    /// Throws what refuses the caller by now.
    func renewed() async throws -> Call {
        guard operation.access != .everyone else { return self }
        let known = try await gate.callers.caller(of: exchange.request)
        var call = self
        (call.caller, call.signedIn) = (known?.principal, known?.signedIn)
        call.target = try await AccessRules(database: gate.database).permit(call.caller, exchange, operation)
        return call
    }
}
