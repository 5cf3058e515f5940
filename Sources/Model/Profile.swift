// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A typed environment of a project: each has its own variables, releases, service and address.
package enum Profile: String, Sendable, Hashable, Codable, CaseIterable {
    case development, staging, production
}
