// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What the API allows beyond what people may, and where it is reached.
package struct AccessPolicy: Sendable, Hashable {
    /// Origins (scheme, host and port) whose pages may call the API with a token.
    package var corsOrigins: Set<String>
    /// The address that people use, e.g. `https://deploy.example.com`; nil for the one that a request came to.
    package var publicURL: String?
    /// Whether all that comes over the network passes a proxy that speaks HTTPS with people.
    package var isBehindProxy: Bool
    /// Requests that one person or token may make; nil does not count them.
    package var requestsPerSecond: Double?
    /// Of those, at once.
    package var requestBurst: Double
    /// Bytes of bodies that are on their way and that one person may have in memory; all of them may have twice as many.
    package var heldBytes: Int

    package init(
        corsOrigins: Set<String> = [], publicURL: String? = nil, isBehindProxy: Bool = false,
        requestsPerSecond: Double? = 50, requestBurst: Double = 500, heldBytes: Int = 256 << 20
    ) {
        self.corsOrigins = corsOrigins
        self.publicURL = publicURL
        self.isBehindProxy = isBehindProxy
        self.requestsPerSecond = requestsPerSecond
        self.requestBurst = requestBurst
        self.heldBytes = heldBytes
    }
}
