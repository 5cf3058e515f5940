// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// A program asks to be let in by a person: `POST /v1/device-authorizations` (RFC 8628 §3.1).
package struct DeviceAuthorizationRequest: Sendable, Hashable, Codable {
    /// The program and its machine, 1 to 100 characters: the name of the token to be.
    package var clientName: String

    package init(clientName: String) { self.clientName = clientName }

    private enum CodingKeys: String, CodingKey {
        case clientName = "client_name"
    }
}

/// Where the person has to go, and what the program asks with meanwhile (RFC 8628 §3.2).
package struct DeviceAuthorizationAnswer: Sendable, Hashable, Codable {
    /// The program's secret.
    package var deviceCode: String
    /// What the person types: `BCDF-GHJK`.
    package var userCode: String
    package var verificationURI: String
    package var verificationURIComplete: String
    /// Seconds.
    package var expiresIn: Int
    /// Seconds between two polls.
    package var interval: Int

    package init(
        deviceCode: String, userCode: String, verificationURI: String, verificationURIComplete: String, expiresIn: Int,
        interval: Int
    ) {
        self.deviceCode = deviceCode
        self.userCode = userCode
        self.verificationURI = verificationURI
        self.verificationURIComplete = verificationURIComplete
        self.expiresIn = expiresIn
        self.interval = interval
    }

    private enum CodingKeys: String, CodingKey {
        case deviceCode = "device_code"
        case userCode = "user_code"
        case verificationURI = "verification_uri"
        case verificationURIComplete = "verification_uri_complete"
        case expiresIn = "expires_in"
        case interval
    }
}

/// The program asks whether it was let in: `POST /v1/device-authorizations/token`. The answer is a ``CreatedToken``.
package struct DeviceTokenRequest: Sendable, Hashable, Codable {
    package var deviceCode: String

    package init(deviceCode: String) { self.deviceCode = deviceCode }

    private enum CodingKeys: String, CodingKey {
        case deviceCode = "device_code"
    }
}

/// What a person sees before letting a program in: `GET /v1/device-authorizations/{user_code}`.
package struct DeviceAuthorization: Sendable, Hashable, Codable {
    package var clientName: String
    /// Where the program asked from.
    package var address: String?
    package var createdAt: Timestamp
    package var expiresAt: Timestamp

    package init(clientName: String, address: String?, createdAt: Timestamp, expiresAt: Timestamp) {
        self.clientName = clientName
        self.address = address
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }

    private enum CodingKeys: String, CodingKey {
        case clientName = "client_name"
        case address
        case createdAt = "created_at"
        case expiresAt = "expires_at"
    }
}

/// What a program is let in for: `POST /v1/device-authorizations/{user_code}/approve`; as of a token that is made by hand.
package struct DeviceApproval: Sendable, Hashable, Codable {
    package var scopes: [Permission]
    package var projects: [ProjectName]?
    package var expiresInDays: Int?

    package init(scopes: [Permission], projects: [ProjectName]? = nil, expiresInDays: Int? = nil) {
        self.scopes = scopes
        self.projects = projects
        self.expiresInDays = expiresInDays
    }

    private enum CodingKeys: String, CodingKey {
        case scopes, projects
        case expiresInDays = "expires_in_days"
    }
}
