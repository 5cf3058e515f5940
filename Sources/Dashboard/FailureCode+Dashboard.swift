// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

extension FailureCode {
    /// The program was made without the dashboard's files in it.
    package static let dashboardNotBuilt = FailureCode("dashboard_not_built", .unavailable)
}
