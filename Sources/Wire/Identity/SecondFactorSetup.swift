// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A second factor that waits for its first code: `POST /v1/session/totp`.
package struct SecondFactorOffer: Sendable, Codable {
    /// In Base32, for typing into an authenticator.
    package var secret: String
    /// The same as `otpauth://totp/…`, for a QR code.
    package var uri: String

    package init(secret: String, uri: String) {
        self.secret = secret
        self.uri = uri
    }
}

/// Turns the second factor on: `PUT /v1/session/totp`.
package struct ConfirmSecondFactorRequest: Sendable, Codable {
    package var code: String

    package init(code: String) { self.code = code }
}

/// Shown once.
package struct RecoveryCodes: Sendable, Codable {
    package var recoveryCodes: [String]

    package init(recoveryCodes: [String]) { self.recoveryCodes = recoveryCodes }

    private enum CodingKeys: String, CodingKey {
        case recoveryCodes = "recovery_codes"
    }
}
