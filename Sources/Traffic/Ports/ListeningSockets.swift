// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The TCP ports listened on, as the kernel tells: who has a port, and which ports a program's processes have.
package enum ListeningSockets {
    /// A listening socket of this machine's network namespace.
    package struct Entry: Sendable, Hashable {
        package var port: Int
        package var inode: UInt64
    }

    /// Parses `/proc/<pid>/net/tcp` or `tcp6`; state 0A is LISTEN (Documentation/networking/proc_net_tcp.rst).
    package static func parse(_ table: String) -> [Entry] {
        table.split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: " ")
            guard fields.count > 9, fields[3] == "0A", let colon = fields[1].lastIndex(of: ":"),
                let port = Int(fields[1][fields[1].index(after: colon)...], radix: 16), let inode = UInt64(fields[9])
            else { return nil }
            return Entry(port: port, inode: inode)
        }
    }

    /// The ports that any of the processes listens on, ascending. Processes that are gone or foreign count as none.
    package static func ports(of processes: [Int32]) -> [Int] {
        guard let first = processes.first else { return [] }
        let entries = tables(of: first)
        var owned: Set<UInt64> = []
        for process in processes { owned.formUnion(socketInodes(of: process)) }
        return Set(entries.filter { owned.contains($0.inode) }.map(\.port)).sorted()
    }

    /// The process that listens on a port, as `name (pid)`, when this user may see it.
    package static func holder(ofPort port: Int) -> String? {
        let inodes = Set(tables(of: getpid()).filter { $0.port == port }.map(\.inode))
        guard !inodes.isEmpty else { return nil }
        for name in names(in: "/proc") {
            guard let process = Int32(name), !socketInodes(of: process).isDisjoint(with: inodes) else { continue }
            let command = text(at: "/proc/\(process)/comm").split(separator: "\n").first ?? "?"
            return "\(command) (pid \(process))"
        }
        return nil
    }

    private static func tables(of process: Int32) -> [Entry] {
        parse(text(at: "/proc/\(process)/net/tcp")) + parse(text(at: "/proc/\(process)/net/tcp6"))
    }

    private static func socketInodes(of process: Int32) -> Set<UInt64> {
        let folder = "/proc/\(process)/fd"
        var inodes: Set<UInt64> = []
        for name in names(in: folder) {
            var buffer = [UInt8](repeating: 0, count: 64)
            let count = buffer.withUnsafeMutableBytes { bytes in
                bytes.baseAddress.map { readlink("\(folder)/\(name)", $0, bytes.count) } ?? -1
            }
            guard count > 0 else { continue }
            let target = String(decoding: buffer.prefix(count), as: UTF8.self)
            if target.hasPrefix("socket:["), let inode = UInt64(target.dropFirst(8).dropLast()) { inodes.insert(inode) }
        }
        return inodes
    }

    private static func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { names.append(String(cString: $0)) }
            }
        }
        return names
    }

    private static func text(at path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while case let count = read(descriptor, &chunk, chunk.count), count > 0 { bytes += chunk.prefix(count) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
