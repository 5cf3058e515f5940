// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

extension FailureCode {
    /// Nobody is signed in, or the credentials are not (or no longer) good.
    package static let unauthenticated = FailureCode("unauthenticated", .unauthenticated)
}
