// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives

/// A file that was not there before.
enum NewFile {
    /// Throws `file_exists` when something has this name already, and why it can't be written.
    static func write(_ text: String, to path: String) throws(Failure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            let number = errno
            if number == EEXIST {
                throw Failure(
                    .fileExists, "'\(path)' is there already and is left as it is",
                    hint: "remove it first, or choose another name")
            }
            throw Failure.system(number, "can't write '\(path)'")
        }
        defer { close(descriptor) }
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Failure.system(errno, "can't write '\(path)'") }
            bytes = bytes.dropFirst(count)
        }
    }
}
