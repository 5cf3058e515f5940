// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Containers

/// Where images are pushed to, so that other machines and a reinstalled server find them.
package struct ImageRegistry: Sendable {
    /// Host and path, e.g. `registry.example.com/team`.
    package var prefix: String
    /// Registries, with their ports, that have no TLS; those on this machine need not be named.
    package var insecure: Set<String>
    /// The way to it beside the engine's own.
    package var transport: any RegistryTransport

    package init(
        prefix: String, insecure: Set<String> = [], transport: any RegistryTransport = PlainRegistryTransport()
    ) {
        self.prefix = prefix
        self.insecure = insecure
        self.transport = transport
    }
}
