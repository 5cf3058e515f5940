// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// How long a browser may use a file without asking again.
enum CachePolicy {
    /// Files whose name has a hash of their content never change; everything else is asked for each time, which costs
    /// a 304, so that a new release or a rollback is seen at once.
    static func header(for path: String) -> String {
        hasContentHash(path) ? "public, max-age=31536000, immutable" : "no-cache"
    }

    /// `main.3f2a1b9c.js`, `index-BxK2_9fd.css`: at least eight characters with a digit before the extension, either
    /// hexadecimal with a letter or of mixed case, so that dates and words don't count. Pages never do.
    static func hasContentHash(_ path: String) -> Bool {
        let name = path.split(separator: "/").last ?? ""
        let parts = name.split(whereSeparator: { $0 == "." })
        guard parts.count >= 2, let fileExtension = parts.last, !["html", "htm"].contains(fileExtension.lowercased())
        else { return false }
        let stem = parts[parts.count - 2]
        let tail = stem.split(separator: "-").last ?? stem
        guard parts.count >= 3 || tail.count < stem.count else { return false }
        return isHash(tail)
    }

    private static func isHash(_ text: Substring) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count >= 8, bytes.contains(where: HTTPGrammar.isDigit) else { return false }
        let upper = bytes.contains { (0x41...0x5A).contains($0) }
        let lower = bytes.contains { (0x61...0x7A).contains($0) }
        let isHexadecimal = bytes.allSatisfy { PercentEncoding.hexDigit($0) != nil }
        let isWord = bytes.allSatisfy { HTTPGrammar.isToken($0) }
        return isWord && ((upper && lower) || (isHexadecimal && (upper || lower)))
    }
}
