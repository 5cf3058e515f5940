// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

extension FailureCode {
    /// `dextra.yaml` can't be used as written; the message begins with `file:line:column`.
    package static let invalidConfiguration = FailureCode("invalid_configuration", .invalid)
    /// A variable the project requires is missing or has a value of another kind.
    package static let environmentInvalid = FailureCode("environment_invalid", .invalid)
}
