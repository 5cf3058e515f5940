// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// Who we are at one registry.
package struct RegistryLogin: Sendable, Hashable {
    package enum Secret: Sendable, Hashable {
        case password(username: String, Redacted<String>)
        /// An OAuth2 refresh token that a login in a browser left.
        case identityToken(Redacted<String>)
    }

    /// The registry's host as in an image reference, e.g. `ghcr.io`; `docker.io` for Docker Hub.
    package var registry: String
    package var secret: Secret

    package init(registry: String, secret: Secret) {
        self.registry = registry
        self.secret = secret
    }
}
