// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What a registry wants before it answers: the `WWW-Authenticate` field (RFC 9110 §11.6.1; distribution's token
/// specification).
enum RegistryChallenge: Hashable {
    case basic
    case bearer(realm: String, service: String?, scope: String?)

    /// nil for a scheme that is not known here, and for a bearer challenge that names no realm.
    init?(_ field: String) {
        let scheme = field.prefix { $0 != " " }.lowercased()
        switch scheme {
        case "basic": self = .basic
        case "bearer":
            let parameters = Self.parameters(field.dropFirst(scheme.count))
            guard let realm = parameters["realm"] else { return nil }
            self = .bearer(realm: realm, service: parameters["service"], scope: parameters["scope"])
        default: return nil
        }
    }

    /// `name=token` and `name="text with \" escapes"`, separated by commas.
    private static func parameters(_ text: Substring) -> [String: String] {
        var found: [String: String] = [:]
        var rest = text
        while let equals = rest.firstIndex(of: "=") {
            let name = rest[..<equals].drop { $0 == " " || $0 == "," || $0 == "\t" }.lowercased()
            rest = rest[rest.index(after: equals)...]
            var value = ""
            if rest.first == "\"" {
                rest.removeFirst()
                while let character = rest.popFirst(), character != "\"" {
                    if character == "\\", let next = rest.popFirst() {
                        value.append(next)
                    } else {
                        value.append(character)
                    }
                }
            } else {
                value = String(rest.prefix { $0 != "," && $0 != " " })
                rest = rest.dropFirst(value.count)
            }
            found[name] = value
        }
        return found
    }
}
