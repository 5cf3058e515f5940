// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

/// What a person may be called and may have beside their name.
enum UserRules {
    /// What the audit log calls those who are no users.
    private static let reserved: Set = ["local", "anonymous", "system", "none"]
    /// Unicode scalars.
    private static let longestDisplayName = 128
    /// RFC 5321 §4.5.3.1.3, without the angle brackets.
    private static let longestEmail = 254
    private static let mostBlocks = 100

    /// Throws `user_name_reserved`.
    static func checkName(_ name: UserName) throws(Failure) {
        guard !reserved.contains(name.text), UserID(name.text) == nil else {
            throw Failure(.userNameReserved, "nobody can be called '\(name)'", hint: "choose another name")
        }
    }

    /// The name to show, which is the user's name when none is given; throws `invalid_argument`.
    static func displayName(_ text: String?, for name: UserName) throws(Failure) -> String {
        guard let text, !text.isEmpty else { return name.text }
        guard text.isShowable(ofLength: 1...longestDisplayName) else {
            throw Failure(
                .invalidArgument, "the display name is too long, or has characters that control what is shown",
                hint: "use at most \(longestDisplayName) characters")
        }
        return text
    }

    /// Nil for an empty one; throws `invalid_argument` for what can't be one.
    static func email(_ text: String?) throws(Failure) -> String? {
        guard let text, !text.isEmpty else { return nil }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty, text.utf8.count <= longestEmail,
            text.isShowable(ofLength: 3...longestEmail), !text.contains(" ")
        else {
            throw Failure(.invalidArgument, "'\(text.prefix(100))' is no e-mail address", hint: "use name@domain")
        }
        return text
    }

    /// Throws `invalid_argument` for what is no network.
    static func addresses(_ blocks: [String]) throws(Failure) -> [String] {
        guard blocks.count <= mostBlocks else {
            throw Failure(.invalidArgument, "\(blocks.count) networks are too many", hint: "give at most \(mostBlocks)")
        }
        if let wrong = blocks.first(where: { AddressBlock($0) == nil }) {
            throw Failure(
                .invalidArgument, "'\(wrong.prefix(100))' is no network",
                hint: "use an address, or a network such as 10.0.0.0/8 or 2001:db8::/32")
        }
        return blocks
    }
}
