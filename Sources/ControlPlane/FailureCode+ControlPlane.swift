// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

extension FailureCode {
    package static let forbiddenPeer = FailureCode("forbidden_peer", .forbidden)
    package static let runAmbiguous = FailureCode("run_ambiguous", .conflict)
    /// The cursor is not one of this list and order.
    package static let invalidCursor = FailureCode("invalid_cursor", .invalid)
    /// Only people have what is asked for, and the machine's own user is none.
    package static let notAPerson = FailureCode("not_a_person", .conflict)
    /// The body has a member that the operation does not know.
    package static let unknownMember = FailureCode("unknown_member", .invalid)
}
