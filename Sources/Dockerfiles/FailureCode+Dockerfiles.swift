// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

extension FailureCode {
    /// The blueprint can't be written as a Dockerfile.
    package static let dockerfileImpossible = FailureCode("dockerfile_impossible", .invalid)
}
