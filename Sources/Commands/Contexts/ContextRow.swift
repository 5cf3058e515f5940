// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// A context as it is shown.
struct ContextRow: Encodable {
    let name: ContextName
    /// Nil for this machine's own server.
    let url: String?
    let user: String?
    let isSignedIn: Bool
    let isCurrent: Bool
    let trust: Trust
    let fingerprint: String?
    let tokenExpiresAt: Timestamp?

    enum Trust: String, Encodable {
        /// The unix socket: who owns it the kernel says.
        case socket
        case system
        /// An authority of its own beside the system's.
        case authority
        case fingerprint
    }

    /// Throws `context_unknown`.
    init(_ name: ContextName, _ list: ContextList, _ context: CommandContext) throws {
        self.name = name
        isCurrent = list.current == name
        guard name != .local else {
            (url, user, isSignedIn, trust, fingerprint, tokenExpiresAt) = (nil, nil, true, .socket, nil, nil)
            return
        }
        let saved = try list.known(name)
        url = saved.url
        user = saved.user
        isSignedIn = try context.contexts.token(of: name) != nil
        trust = saved.fingerprint != nil ? .fingerprint : saved.hasAuthority ? .authority : .system
        fingerprint = saved.fingerprint
        tokenExpiresAt = saved.tokenExpiresAt
    }

    var person: String {
        guard url != nil else { return "-" }
        return isSignedIn ? user ?? "?" : "signed out"
    }

    func lines(_ style: TextStyle) -> [String] {
        var facts: [(name: String, value: String)] = [
            ("server", url ?? "this machine's own"), ("user", person), ("trust", fingerprint ?? trust.rawValue),
        ]
        if let tokenExpiresAt { facts.append(("until", "\(tokenExpiresAt)")) }
        facts.append(("in use", isCurrent ? "yes" : "no"))
        return [style.bold(name.text)] + FactText.lines(facts)
    }

    private enum CodingKeys: String, CodingKey {
        case name, url, user
        case isSignedIn = "signed_in"
        case isCurrent = "current"
        case trust, fingerprint
        case tokenExpiresAt = "token_expires_at"
    }
}
