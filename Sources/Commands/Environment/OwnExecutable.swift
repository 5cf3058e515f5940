// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The file this process was started from.
enum OwnExecutable {
    static var path: String {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        let text = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
        // A program that was replaced while it ran is shown so; its successor is the better server.
        return text.hasSuffix(" (deleted)") ? String(text.dropLast(10)) : text
    }
}
