// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What the operator decides about containers.
package struct DockerSettings: Sendable, Hashable {
    /// Where containers are published: below the range from which the kernel gives to clients.
    package var ports: ClosedRange<Int>
    /// Where and how containers are reached; nil for what the engine's address suggests.
    package var publishing: Publishing?

    package init(ports: ClosedRange<Int> = 30_000...31_999, publishing: Publishing? = nil) {
        self.ports = ports
        self.publishing = publishing
    }
}
