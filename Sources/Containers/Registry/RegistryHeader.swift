// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Primitives

/// Logins as the engine takes them in headers.
enum RegistryHeader {
    /// `X-Registry-Auth`: base64url of one login; of an empty object for none, because a push must have the header.
    static func auth(_ login: RegistryLogin?) throws -> String {
        let object: JSONValue = login.map { .object(members($0, named: "serveraddress")) } ?? [:]
        return base64URL(try JSONText.encode(object))
    }

    /// `X-Registry-Config`: logins by registry, for builds.
    static func config(_ logins: [RegistryLogin]) throws -> String {
        var entries: [String: JSONValue] = [:]
        for login in logins {
            entries[key(login.registry)] = .object(members(login, named: "serveraddress"))
        }
        return base64URL(try JSONText.encode(JSONValue.object(entries)))
    }

    /// How docker itself files Docker Hub.
    static func key(_ registry: String) -> String {
        ["docker.io", "index.docker.io", "registry-1.docker.io"].contains(registry)
            ? "https://index.docker.io/v1/" : registry
    }

    private static func members(_ login: RegistryLogin, named address: String) -> [String: JSONValue] {
        var members: [String: JSONValue] = [address: .string(key(login.registry))]
        switch login.secret {
        case .password(let username, let password):
            members["username"] = .string(username)
            members["password"] = .string(password.reveal())
        case .identityToken(let token): members["identitytoken"] = .string(token.reveal())
        }
        return members
    }

    private static func base64URL(_ text: String) -> String {
        String(
            Data(text.utf8).base64EncodedString().map { character in
                switch character {
                case "+": "-"
                case "/": "_"
                default: character
                }
            })
    }
}
