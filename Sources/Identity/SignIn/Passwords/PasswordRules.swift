// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// Which passwords are accepted.
///
/// Length counts most (NIST SP 800-63B §5.1.1.2), and no mixture of kinds of characters is asked for. A password is taken byte for
/// byte: whoever takes it from a keyboard brings it into Unicode's form NFC, because normalising here would cost the
/// whole of ICU.
package enum PasswordRules {
    /// In bytes of UTF-8.
    package static let length = 10...1024
    /// Guessing costs at least this many independent choices.
    private static let fewestChoices = 7

    /// Throws `password_refused` for a password that is too short, too long or easy to guess for that person.
    package static func check(_ password: Redacted<String>, of name: UserName) throws(Failure) {
        let text = password.reveal()
        guard length.contains(text.utf8.count) else {
            throw Failure(
                .passwordRefused, "the password has \(text.utf8.count) bytes",
                hint:
                    "use \(length.lowerBound) to \(length.upperBound), e.g. four words that have nothing to do with another"
            )
        }
        guard PasswordGuess.choices(in: text, of: name.text) >= fewestChoices else {
            throw Failure(
                .passwordRefused, "the password is made of what is tried first: common words, rows of keys or the name",
                hint: "use four words that have nothing to do with another")
        }
    }
}
