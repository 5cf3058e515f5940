// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives

/// Where the files of a blob store are.
struct BlobLayout: Sendable {
    let root: String

    /// Uploads that are not finished.
    var incoming: String { root + "/incoming" }
    /// What was found damaged, kept for a look; under its name the content can be sent again.
    var damaged: String { root + "/damaged" }

    func prepare() throws {
        for directory in [root, incoming, damaged] { try Directory.create(directory) }
        for leftover in try Directory.names(in: incoming) { unlink(incoming + "/" + leftover) }
    }

    func directory(of digest: String) -> String { root + "/" + digest.prefix(2) }

    /// The blob's file; throws `invalid_digest` for what is no digest and so could name another file.
    func path(of digest: String) throws -> String {
        try Self.check(digest)
        return directory(of: digest) + "/" + digest.dropFirst(2)
    }

    /// Moves a damaged blob out of the way, so that the next to send the content is asked for it.
    func setAside(_ digest: String) {
        guard let path = try? path(of: digest) else { return }
        rename(path, damaged + "/" + digest)
    }

    static func check(_ digest: String) throws {
        let isHex = digest.utf8.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
        }
        guard isHex, digest.utf8.count == 64 else {
            throw Failure(
                .invalidDigest, "'\(digest.prefix(80))' is not a SHA-256 digest", hint: "use 64 lower-case hex digits")
        }
    }
}
