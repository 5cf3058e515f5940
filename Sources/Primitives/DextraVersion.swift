// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The version of everything built from this tree (semver.org): command line, server, database records.
package enum DextraVersion {
    package static let current = "0.1.0"
}
