// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The path of a request as a place in a site's folder.
struct SitePath: Equatable {
    /// Decoded, none of them empty or hidden.
    let segments: [String]
    /// Ends in a slash: what is meant is the folder's index.
    let isFolder: Bool

    /// Nil for a path that names nothing a site may have: malformed escapes, `..`, hidden files, control characters.
    init?(_ path: some StringProtocol) {
        guard path.first == "/", let text = PercentEncoding.decode(path),
            text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") })
        else { return nil }
        segments = text.split(separator: "/").map(String.init)
        // `.well-known` is the one hidden folder made for the public (RFC 8615).
        guard segments.enumerated().allSatisfy({ !$1.hasPrefix(".") || ($0 == 0 && $1 == ".well-known") }) else {
            return nil
        }
        isFolder = text.hasSuffix("/")
    }

    /// Relative to the site's folder.
    var file: String { segments.joined(separator: "/") }
    var index: String { segments.isEmpty ? "index.html" : file + "/index.html" }
    var hasExtension: Bool { segments.last?.contains(".") ?? false }

    /// The same place as a folder, encoded. Made from the segments: a path of two slashes would name another host.
    var folderTarget: String { "/" + segments.map { PercentEncoding.encode($0) + "/" }.joined() }
}
