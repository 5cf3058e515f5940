// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage

extension SignInOrigin {
    /// The device there, when its person has signed in from it with the password that they have; nil for any other: a
    /// device that knew a password before it was changed has to show that it knows the new one.
    func knownDevice(_ context: IdentityContext, on connection: any ReadConnection) throws -> DeviceCookie? {
        guard let device = device.flatMap({ DeviceCookie($0, context.vault, now: context.time.now()) }),
            let password = try PasswordStore().find(device.user, on: connection),
            password.changedAt <= device.issuedAt
        else { return nil }
        return device
    }
}
