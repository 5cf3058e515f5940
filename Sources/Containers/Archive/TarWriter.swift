// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// Members to the bytes of a tar archive: POSIX ustar, with pax records for what does not fit (POSIX.1-2017, pax).
///
/// Pure: the same members give the same bytes. After the header of a file come exactly its bytes and then the padding.
package enum TarWriter {
    static let blockSize = 512

    /// The end of an archive.
    package static let end = [UInt8](repeating: 0, count: 2 * blockSize)

    /// The zeros after a content of this size.
    package static func padding(after size: Int) -> [UInt8] {
        [UInt8](repeating: 0, count: (blockSize - size % blockSize) % blockSize)
    }

    /// The header of a member, with a pax header before it where it needs one.
    package static func header(of entry: TarEntry) -> [UInt8] {
        var records: [(String, String)] = []
        var name = (prefix: [UInt8](), name: Array((entry.path + (entry.kind == .directory ? "/" : "")).utf8))
        if let split = split(name.name) {
            name = split
        } else {
            records.append(("path", String(decoding: name.name, as: UTF8.self)))
            name.name = Array(name.name.prefix(100))
        }
        var link: [UInt8] = []
        switch entry.kind {
        case .symbolicLink(let target), .hardLink(let target):
            link = Array(target.utf8)
            if link.count > 100 || !isASCII(link) {
                records.append(("linkpath", target))
                link = Array(link.prefix(100))
            }
        case .file, .directory, .other: break
        }
        if entry.contentSize > mostInOctal { records.append(("size", String(entry.contentSize))) }
        let seconds = Int(entry.modified.millisecondsSinceEpoch / 1000)
        if !(0...mostInOctal).contains(seconds) { records.append(("mtime", String(seconds))) }
        let main = block(
            name: name.name, prefix: name.prefix, type: typeFlag(entry.kind), link: link, size: entry.contentSize,
            seconds: seconds, mode: entry.mode, user: entry.user, group: entry.group)
        return records.isEmpty ? main : extended(records, seconds: seconds) + main
    }

    /// A whole archive of small files, for what is made in memory. Members in the order given.
    package static func archive(_ members: [(entry: TarEntry, content: [UInt8])]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (entry, content) in members {
            var entry = entry
            if case .file = entry.kind { entry.kind = .file(size: content.count) }
            bytes += header(of: entry)
            if case .file = entry.kind { bytes += content + padding(after: content.count) }
        }
        return bytes + end
    }

    /// Eleven octal digits.
    private static let mostInOctal = 0o77_777_777_777

    private static func typeFlag(_ kind: TarEntry.Kind) -> UInt8 {
        switch kind {
        case .file: UInt8(ascii: "0")
        case .hardLink: UInt8(ascii: "1")
        case .symbolicLink: UInt8(ascii: "2")
        case .directory: UInt8(ascii: "5")
        case .other(let flag): flag
        }
    }

    private static func isASCII(_ bytes: [UInt8]) -> Bool { bytes.allSatisfy { $0 < 0x80 && $0 != 0 } }

    /// The path as ustar keeps it: at most 100 bytes, or two parts that a slash joins.
    private static func split(_ path: [UInt8]) -> (prefix: [UInt8], name: [UInt8])? {
        guard isASCII(path) else { return nil }
        if path.count <= 100 { return ([], path) }
        for index in path.indices.dropLast() where path[index] == UInt8(ascii: "/") && index > 0 {
            if index > 155 { return nil }
            if path.count - index - 1 <= 100 { return (Array(path[..<index]), Array(path[(index + 1)...])) }
        }
        return nil
    }

    private static func extended(_ records: [(String, String)], seconds: Int) -> [UInt8] {
        var content: [UInt8] = []
        for (key, value) in records {
            let rest = " \(key)=\(value)\n"
            // The number counts its own digits too.
            var length = rest.utf8.count
            while length != rest.utf8.count + String(length).utf8.count {
                length = rest.utf8.count + String(length).utf8.count
            }
            content += Array("\(length)\(rest)".utf8)
        }
        let header = block(
            name: Array("PaxHeaders/member".utf8), prefix: [], type: UInt8(ascii: "x"), link: [], size: content.count,
            seconds: seconds, mode: 0o644, user: 0, group: 0)
        return header + content + padding(after: content.count)
    }

    private static func block(
        name: [UInt8], prefix: [UInt8], type: UInt8, link: [UInt8], size: Int, seconds: Int, mode: UInt16, user: Int,
        group: Int
    ) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: blockSize)
        func put(_ bytes: [UInt8], at offset: Int) {
            block.replaceSubrange(offset..<offset + bytes.count, with: bytes)
        }
        func put(_ number: Int, at offset: Int, digits: Int) {
            let most = 1 << (3 * digits)
            let text = String(number >= 0 && number < most ? number : 0, radix: 8)
            put(Array((String(repeating: "0", count: digits - text.count) + text).utf8), at: offset)
        }
        put(name, at: 0)
        put(Int(mode & 0o7777), at: 100, digits: 7)
        put(user, at: 108, digits: 7)
        put(group, at: 116, digits: 7)
        put(size, at: 124, digits: 11)
        put(seconds, at: 136, digits: 11)
        put([UInt8](repeating: 0x20, count: 8), at: 148)
        block[156] = type
        put(link, at: 157)
        put(Array("ustar".utf8) + [0] + Array("00".utf8), at: 257)
        put(0, at: 329, digits: 7)
        put(0, at: 337, digits: 7)
        put(prefix, at: 345)
        let sum = block.reduce(0) { $0 + Int($1) }
        put(sum, at: 148, digits: 6)
        block[154] = 0
        return block
    }
}
