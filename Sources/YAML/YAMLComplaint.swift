// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Where a document can't be read, and why.
package struct YAMLComplaint: Error, Hashable {
    package var mark: YAMLMark
    package var message: String
    /// What to do about it.
    package var hint: String?
}
