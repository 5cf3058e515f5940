// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

extension FailureCode {
    /// The name, the password or both are wrong, or the person may not sign in: nobody is told which.
    package static let signInFailed = FailureCode("sign_in_failed", .unauthenticated)
    /// The password was right; the code of the second factor is missing.
    package static let secondFactorRequired = FailureCode("second_factor_required", .unauthenticated)
    package static let secondFactorWrong = FailureCode("second_factor_wrong", .unauthenticated)
    /// More passwords wait to be checked than the machine should have at once.
    package static let signInBusy = FailureCode("sign_in_busy", .unavailable)
    package static let sessionExpired = FailureCode("session_expired", .unauthenticated)
    package static let sessionNotFound = FailureCode("session_not_found", .notFound)
    /// The person may not come from there.
    package static let addressNotAllowed = FailureCode("address_not_allowed", .forbidden)
    /// The password that was given once more is not the person's.
    package static let passwordWrong = FailureCode("password_wrong", .forbidden)
    /// The new password is too easy to guess, too short or too long.
    package static let passwordRefused = FailureCode("password_refused", .invalid)
    /// The operation is for who is signed in on the page.
    package static let sessionRequired = FailureCode("session_required", .forbidden)
    package static let secondFactorOn = FailureCode("second_factor_on", .conflict)
    package static let secondFactorOff = FailureCode("second_factor_off", .conflict)
    /// The one-time link is used, too old, or none.
    package static let linkInvalid = FailureCode("link_invalid", .notFound)
    /// There is somebody already.
    package static let setupDone = FailureCode("setup_done", .conflict)
}
