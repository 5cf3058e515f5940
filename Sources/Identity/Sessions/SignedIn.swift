// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// Who a session's cookie is of.
package struct SignedIn: Sendable {
    package let principal: Principal
    package let createdAt: Timestamp
    package let csrfToken: Redacted<String>

    /// Whether what came beside the cookie belongs to it. Takes the same time for every wrong one of the right length.
    package func accepts(csrfToken text: String) -> Bool { csrfToken.reveal().equalsInConstantTime(text) }
}
