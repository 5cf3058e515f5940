// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

extension FailureCode {
    /// The source tree has no file at all.
    package static let sourceEmpty = FailureCode("source_empty", .invalid)
    /// Nothing in the tree says what it is.
    package static let sourceNotRecognised = FailureCode("source_not_recognised", .invalid)
    /// Several parts of the tree can be deployed and nothing says which.
    package static let sourceAmbiguous = FailureCode("source_ambiguous", .needsAnswer)
    /// The part of the tree that was chosen is not there, or can't be deployed.
    package static let memberUnknown = FailureCode("member_unknown", .invalid)
}
