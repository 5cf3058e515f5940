// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// One variable of a profile as the API shows it: a secret's value never leaves the server.
package struct EnvironmentEntry: Sendable, Hashable, Codable {
    package var name: String
    package var secret: Bool
    /// The value of a plain variable, ``mask`` for a secret.
    package var value: String

    /// Of a secret: a keyed digest, the same as that of a release made with the same value.
    package var mark: String?

    /// What is shown in place of a secret.
    package static let mask = "••••"

    package init(name: String, secret: Bool, value: String, mark: String? = nil) {
        self.name = name
        self.secret = secret
        self.value = value
        self.mark = mark
    }
}

/// Sets one variable: `PUT /v1/projects/{name}/environment/{VAR}?profile=`. The next release runs with it.
package struct EnvironmentChange: Sendable, Hashable, Codable {
    package var value: String
    /// Sealed unless false.
    package var secret: Bool

    package init(value: String, secret: Bool = true) {
        self.value = value
        self.secret = secret
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        value = try values.decode(String.self, forKey: .value)
        secret = try values.decodeIfPresent(Bool.self, forKey: .secret) ?? true
    }
}
