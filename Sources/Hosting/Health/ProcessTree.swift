// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A process and all that descends from it, as /proc tells at one moment.
package enum ProcessTree {
    package static func members(of root: Int32) -> [Int32] {
        var children: [Int32: [Int32]] = [:]
        for process in processes() {
            if let parent = parent(of: process) { children[parent, default: []].append(process) }
        }
        var members = [root]
        var next = 0
        while next < members.count {
            members += children[members[next]] ?? []
            next += 1
        }
        return members
    }

    private static func processes() -> [Int32] {
        guard let directory = opendir("/proc") else { return [] }
        defer { closedir(directory) }
        var found: [Int32] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if let process = Int32(name) { found.append(process) }
        }
        return found
    }

    /// Field 4 of /proc/PID/stat; the command's name before it may hold blanks and parentheses.
    private static func parent(of process: Int32) -> Int32? {
        let descriptor = open("/proc/\(process)/stat", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 512)
        let count = read(descriptor, &bytes, bytes.count)
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        guard let end = text.lastIndex(of: ")") else { return nil }
        let fields = text[end...].dropFirst().split(separator: " ")
        return fields.count > 1 ? Int32(fields[1]) : nil
    }
}
