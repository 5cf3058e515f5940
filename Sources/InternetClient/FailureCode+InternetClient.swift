// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

// Beside these, what goes wrong has the codes of the HTTP room.
extension FailureCode {
    /// The server redirected more often than is allowed.
    package static let tooManyRedirects = FailureCode("too_many_redirects", .unavailable)
    /// A redirect leads to where a client must not follow: another protocol, or away from TLS.
    package static let redirectRefused = FailureCode("redirect_refused", .unavailable)
    /// The proxy can't be reached, or does not want to pass the request on.
    package static let proxyFailed = FailureCode("proxy_failed", .unavailable)
}
