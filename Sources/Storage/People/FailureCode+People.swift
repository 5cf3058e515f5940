// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

extension FailureCode {
    package static let userExists = FailureCode("user_exists", .conflict)
    package static let userNotFound = FailureCode("user_not_found", .notFound)
    package static let teamExists = FailureCode("team_exists", .conflict)
    package static let teamNotFound = FailureCode("team_not_found", .notFound)
}
