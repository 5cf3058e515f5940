// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

extension FailureCode {
    /// The command line can't be understood; exit status 64.
    package static let usage = FailureCode("usage", .usage)
}
