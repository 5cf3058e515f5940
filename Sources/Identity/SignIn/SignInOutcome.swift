// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// How a right password is answered.
package enum SignInOutcome: Sendable {
    case signedIn(StartedSession)
    /// The challenge is good for five minutes, from the same address.
    case secondFactorRequired(challenge: Redacted<String>)
}

/// A session with the secrets that the browser gets once.
package struct StartedSession: Sendable {
    package var session: Session
    package var principal: Principal
    /// For the session's cookie.
    package var token: Redacted<String>
    package var csrfToken: Redacted<String>
    /// For a cookie that lives for ``DeviceCookie/lifetime``.
    package var device: Redacted<String>
}
