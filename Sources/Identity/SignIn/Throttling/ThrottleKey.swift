// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Vault

/// What attempts are counted by, and by which rule.
///
/// Keys are stored as marks that only the vault's key can make: people type passwords into the field for the name.
struct ThrottleKey: Sendable, Hashable {
    let text: String
    let rule: ThrottleRule
    /// Whether one success forgets all failures; else it takes back its own attempt alone, or whoever has an account could
    /// go on trying those of others.
    let forgets: Bool

    private init(_ parts: [String], _ rule: ThrottleRule, forgets: Bool, _ vault: Vault) {
        text = vault.mark(Redacted(parts.joined(separator: "\n")), owner: "sign-in", name: "throttle")
        self.rule = rule
        self.forgets = forgets
    }

    /// For a password. From a device that the person has signed in from, nothing that strangers do counts.
    static func password(name: String, address: String, device: DeviceCookie?, _ vault: Vault) -> [ThrottleKey] {
        let name = name.lowercased()
        if let device {
            return [ThrottleKey(["device", name, device.nonce], .device, forgets: true, vault)]
        }
        return [
            ThrottleKey(["address", address], .address, forgets: false, vault),
            ThrottleKey(["name", name], .name, forgets: false, vault),
            ThrottleKey(["name and address", name, address], .nameAndAddress, forgets: true, vault),
        ]
    }

    static func secondFactor(_ user: UserID, device: DeviceCookie?, _ vault: Vault) -> [ThrottleKey] {
        [
            ThrottleKey(
                ["second factor", user.description, device?.nonce ?? ""], .secondFactor, forgets: true, vault)
        ]
    }

    static func confirmation(_ user: UserID, _ vault: Vault) -> [ThrottleKey] {
        [ThrottleKey(["confirmation", user.description], .confirmation, forgets: true, vault)]
    }
}
