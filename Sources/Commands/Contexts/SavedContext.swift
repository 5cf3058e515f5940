// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// A server on the network that this user signs in to, as it is written down; its token lies elsewhere.
package struct SavedContext: Sendable, Hashable, Codable {
    package var name: ContextName
    /// As ``ServerAddress`` writes it.
    package var url: String
    /// Whom the token speaks for, as far as known.
    package var user: String?
    /// The token's ID at the server when `dextra login` made it; nil for one that was brought along.
    package var tokenID: String?
    package var tokenExpiresAt: Timestamp?
    /// Of the only certificate that is trusted.
    package var fingerprint: String?
    /// Whether an authority's file is kept beside the token.
    package var hasAuthority: Bool

    package init(name: ContextName, url: String, fingerprint: String? = nil, hasAuthority: Bool = false) {
        self.name = name
        self.url = url
        self.fingerprint = fingerprint
        self.hasAuthority = hasAuthority
    }

    private enum CodingKeys: String, CodingKey {
        case name, url, user
        case tokenID = "token_id"
        case tokenExpiresAt = "token_expires_at"
        case fingerprint
        case hasAuthority = "has_authority"
    }
}

/// Everything in `contexts.json`.
package struct ContextList: Sendable, Codable {
    /// Of the file; a newer one is not read.
    private var format = 1
    /// The one in use when nothing else is said.
    package var current = ContextName.local
    package private(set) var contexts: [SavedContext] = []

    package init() {}

    package subscript(name: ContextName) -> SavedContext? { contexts.first { $0.name == name } }

    /// Adds it, or takes it in place of the one of that name. They stay in the order of their names.
    package mutating func put(_ context: SavedContext) {
        contexts.removeAll { $0.name == context.name }
        contexts.append(context)
        contexts.sort { $0.name.text < $1.name.text }
    }

    /// Also puts `local` into use when it was this one.
    package mutating func remove(_ name: ContextName) {
        contexts.removeAll { $0.name == name }
        if current == name { current = .local }
    }

    /// Throws `context_unknown`.
    package func known(_ name: ContextName) throws(Failure) -> SavedContext {
        if let context = self[name] { return context }
        let nearest = Suggestion.nearest(to: name.text, among: contexts.map(\.name.text) + ["local"])
        throw Failure(
            .contextUnknown, "there is no context '\(name)'",
            hint: nearest.map { "did you mean '\($0)'?" }
                ?? "'dextra context list' shows them; 'dextra login URL' adds one")
    }

    fileprivate static let newestFormat = 1
}

extension ContextList {
    /// Throws `contexts_damaged`.
    init(json: [UInt8], path: String) throws(Failure) {
        do {
            self = try JSONText.decode(ContextList.self, from: json)
        } catch {
            throw Failure(
                .contextsDamaged, "\(path) can't be read",
                hint: "move it away, and sign in again with 'dextra login URL'",
                cause: error)
        }
        guard format <= Self.newestFormat else {
            throw Failure(
                .contextsDamaged, "\(path) was written by a newer version", hint: "update this command",
                metadata: [.init("format", String(format))])
        }
    }
}
