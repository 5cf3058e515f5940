// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Signs in: `POST /v1/session`.
package struct SignInRequest: Sendable, Codable {
    /// Any text: one that nobody can have is answered like one that nobody has.
    package var name: String
    package var password: String

    package init(name: String, password: String) {
        self.name = name
        self.password = password
    }
}

/// Goes on with a second factor: `POST /v1/session/second-factor`.
package struct SecondFactorRequest: Sendable, Codable {
    /// From the `second_factor_required` that the password was answered with.
    package var challenge: String
    /// Six digits of the authenticator, or a recovery code.
    package var code: String

    package init(challenge: String, code: String) {
        self.challenge = challenge
        self.code = code
    }
}
