// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension ContentCoding {
    /// The tag of a content in this coding: it has other bytes, so another strong tag (RFC 9110 §8.8.3.3). Strong, because
    /// a change is never conditional on a weak one (§13.1.1), and what was read is compressed as a rule.
    func entityTag(of tag: String) -> String {
        guard tag.hasPrefix("\""), tag.count > 1 else { return tag }
        return "\(tag.dropLast())\(ending)"
    }

    /// The tag that the content has without this coding; nil for one that names another or none.
    func plainTag(of tag: Substring) -> Substring? {
        guard tag.hasSuffix(ending) else { return nil }
        return Substring("\(tag.dropLast(ending.count))\"")
    }

    private var ending: String { ".\(rawValue)\"" }
}
