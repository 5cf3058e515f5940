// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Client
import Model
import Primitives
import Wire

/// Whom the commands of a context speak for, as `dextra whoami` shows it.
struct SessionReport: Encodable {
    let context: String
    /// Nil for this machine's own server.
    let url: String?
    /// Nil for the machine's own user.
    let user: String?
    let displayName: String?
    let grants: [Grant]
    let permissions: [Permission]
    let expiresAt: Timestamp?
    let serverVersion: String

    /// What messages call them.
    var name: String { user ?? "local" }

    static func read(_ client: ServerClient, context: String) async throws -> SessionReport {
        let session = try await client.signedIn()
        let info = try await client.info()
        return SessionReport(
            context: context, url: client.place.home == nil ? client.place.description : nil,
            user: session.user?.name.text, displayName: session.user?.displayName, grants: session.grants,
            permissions: session.permissions, expiresAt: session.expiresAt, serverVersion: info.version)
    }

    private enum CodingKeys: String, CodingKey {
        case context, url, user
        case displayName = "display_name"
        case grants, permissions
        case expiresAt = "expires_at"
        case serverVersion = "server_version"
    }
}
