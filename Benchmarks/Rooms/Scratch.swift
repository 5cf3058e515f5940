// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc

/// A folder on disk that is gone afterwards.
enum Scratch {
    static func with(_ body: (String) async throws -> Void) async throws {
        var template = Array("/var/tmp/dextra-bench-XXXXXX".utf8CString)
        precondition(mkdtemp(&template) != nil, "no folder in /var/tmp")
        let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await body(path)
    }

    /// Writes files, given as paths and texts, below a folder.
    static func write(_ files: [String: String], below folder: String) throws {
        for (path, text) in files {
            let full = URL(filePath: folder).appending(path: path)
            try FileManager.default.createDirectory(
                at: full.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: full)
        }
    }
}
