// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives
package import Storage
package import Wire

/// The port to where credentials of platforms are kept.
package protocol CredentialStore: Sendable {
    /// Sets all fields of a platform in place of those it had. Throws `credential_invalid`, `precondition_failed`.
    ///
    /// - condition: on the ``CredentialStatus`` that is to be replaced.
    func store(
        _ fields: [String: Redacted<String>], for platform: CredentialPlatform, if condition: EntityCondition,
        by actor: String
    ) async throws

    /// What there is, by platform.
    func list() async throws -> [CredentialStatus]

    /// Throws `credential_not_found`.
    func status(of platform: CredentialPlatform) async throws -> CredentialStatus

    /// Throws `credential_not_found`, `precondition_failed`.
    func delete(_ platform: CredentialPlatform, if condition: EntityCondition, by actor: String) async throws

    /// The secrets themselves, for who signs in at the platform. Throws `credential_not_found`, `secret_unreadable`.
    func open(_ platform: CredentialPlatform) async throws -> [String: Redacted<String>]
}
