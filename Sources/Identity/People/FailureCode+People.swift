// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

extension FailureCode {
    /// Nobody would be left who may do everything.
    package static let lastOwner = FailureCode("last_owner", .conflict)
    /// The name means something else in the audit log, or looks like an ID.
    package static let userNameReserved = FailureCode("user_name_reserved", .invalid)
}
