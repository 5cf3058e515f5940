// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What the API allows beyond what people may.
package struct AccessPolicy: Sendable, Hashable {
    /// Origins (scheme, host and port) whose pages may call the API with a token.
    package var corsOrigins: Set<String>

    package init(corsOrigins: Set<String> = []) { self.corsOrigins = corsOrigins }
}
