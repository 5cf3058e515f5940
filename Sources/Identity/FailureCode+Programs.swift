// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

extension FailureCode {
    /// A token may not be given what its maker may not do.
    package static let scopeTooWide = FailureCode("scope_too_wide", .forbidden)
    package static let tokenExpiryRefused = FailureCode("token_expiry_refused", .invalid)
    package static let tokenNotFound = FailureCode("token_not_found", .notFound)
    package static let tooManyTokens = FailureCode("too_many_tokens", .conflict)

    /// Nobody has let the program in yet (RFC 8628 §3.5).
    package static let authorizationPending = FailureCode("authorization_pending", .usage)
    /// The program asks too often (RFC 8628 §3.5); each time it has to wait 5 seconds longer.
    package static let slowDown = FailureCode("slow_down", .exhausted)
    /// Somebody refused to let the program in.
    package static let accessDenied = FailureCode("access_denied", .forbidden)
    /// The code is too old, was used, or never was one.
    package static let expiredToken = FailureCode("expired_token", .usage)
    package static let deviceAuthorizationNotFound = FailureCode("device_authorization_not_found", .notFound)
    /// More programs wait for somebody than are let wait.
    package static let tooManyAuthorizations = FailureCode("too_many_authorizations", .exhausted)
    package static let tooManyAttempts = FailureCode("too_many_attempts", .exhausted)

    /// The entry that a verification was to find is older than those kept.
    package static let auditEntryPruned = FailureCode("audit_entry_pruned", .notFound)

    package static let credentialNotFound = FailureCode("credential_not_found", .notFound)
    package static let credentialInvalid = FailureCode("credential_invalid", .invalid)
}
