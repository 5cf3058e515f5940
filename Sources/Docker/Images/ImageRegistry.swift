// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Containers

/// Where images are pushed to, so that other machines and a reinstalled server find them.
package struct ImageRegistry: Sendable {
    /// Host and path, e.g. `registry.example.com/team`.
    package var prefix: String
    /// Registries, with their ports, that have no TLS; those on this machine need not be named.
    package var insecure: Set<String>
    /// Beside the system's authorities; found where docker looks for them when nil.
    package var certificates: RegistryCertificates?

    package init(prefix: String, insecure: Set<String> = [], certificates: RegistryCertificates? = nil) {
        self.prefix = prefix
        self.insecure = insecure
        self.certificates = certificates
    }
}
