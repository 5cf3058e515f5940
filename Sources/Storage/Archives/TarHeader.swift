// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives

/// The blocks of 512 bytes before each entry of a tar archive: POSIX.1-1988 ustar with GNU's long names and binary sizes
/// (tar(5)).
enum TarHeader {
    static let blockSize = 512
    private static let magic = Array("ustar\u{0}00".utf8)

    /// What a header says; a long name comes in an entry of its own before it.
    enum Content {
        case entry(ArchiveEntry)
        case longName(size: Int)
        case longTarget(size: Int)
        /// A block of zeroes.
        case end
    }

    /// Zeroes to the end of the last block.
    static func padding(after size: Int64) -> Int { Int((512 - size % 512) % 512) }

    static func bytes(of entry: ArchiveEntry) -> [UInt8] {
        var name = Array(entry.path.utf8)
        var type = UInt8(ascii: "0")
        var target: [UInt8] = []
        switch entry.kind {
        case .file: break
        case .folder:
            type = UInt8(ascii: "5")
            name.append(UInt8(ascii: "/"))
        case .link(let to):
            type = UInt8(ascii: "2")
            target = Array(to.utf8)
        }
        return long(name, UInt8(ascii: "L")) + long(target, UInt8(ascii: "K"))
            + block(name: name, target: target, type: type, size: entry.size, entry)
    }

    private static func long(_ text: [UInt8], _ type: UInt8) -> [UInt8] {
        guard text.count > 100 else { return [] }
        let content = text + [0]
        let entry = ArchiveEntry(path: "././@LongLink", kind: .file(size: Int64(content.count)), mode: 0o644)
        return block(name: Array(entry.path.utf8), target: [], type: type, size: Int64(content.count), entry)
            + content + [UInt8](repeating: 0, count: padding(after: Int64(content.count)))
    }

    private static func block(
        name: [UInt8], target: [UInt8], type: UInt8, size: Int64, _ entry: ArchiveEntry
    ) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: blockSize)
        func put(_ bytes: [UInt8], at offset: Int, most: Int) {
            for (index, byte) in bytes.prefix(most).enumerated() { block[offset + index] = byte }
        }
        put(name, at: 0, most: 100)
        put(octal(Int64(entry.mode & 0o7777), digits: 7), at: 100, most: 7)
        put(octal(Int64(entry.owner), digits: 7), at: 108, most: 7)
        put(octal(Int64(entry.group), digits: 7), at: 116, most: 7)
        put(size < 1 << 33 ? octal(size, digits: 11) : binary(size), at: 124, most: 12)
        put(octal(0, digits: 11), at: 136, most: 11)
        block[156] = type
        put(target, at: 157, most: 100)
        put(magic, at: 257, most: 8)
        put(octal(checksum(block), digits: 6) + [0, 0x20], at: 148, most: 8)
        return block
    }

    private static func octal(_ number: Int64, digits: Int) -> [UInt8] {
        let text = String(number, radix: 8)
        return Array((String(repeating: "0", count: max(0, digits - text.count)) + text).utf8)
    }

    private static func binary(_ number: Int64) -> [UInt8] {
        [0x80, 0, 0, 0] + withUnsafeBytes(of: number.bigEndian, Array.init)
    }

    /// The sum of the block's bytes, its own field counted as spaces.
    private static func checksum(_ block: [UInt8]) -> Int64 {
        block.enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 0x20 : Int64($1.element)) }
    }

    /// Throws `archive_damaged`. Long names that came before stand in for the short ones.
    static func parse(_ block: [UInt8], name longName: String?, target longTarget: String?) throws(Failure) -> Content {
        if block.allSatisfy({ $0 == 0 }) { return .end }
        guard let sum = number(block[148..<156]), sum == checksum(block), let size = number(block[124..<136]),
            size >= 0,
            let mode = number(block[100..<108]), let owner = number(block[108..<116]),
            let group = number(block[116..<124]), owner <= UInt32.max, group <= UInt32.max
        else { throw Failure(.archiveDamaged, "the archive has a header that is none") }
        switch block[156] {
        case UInt8(ascii: "L") where size <= 1 << 16: return .longName(size: Int(size))
        case UInt8(ascii: "K") where size <= 1 << 16: return .longTarget(size: Int(size))
        default: break
        }
        var path = longName ?? text(block[0..<100])
        let kind: ArchiveEntry.Kind
        switch block[156] {
        case UInt8(ascii: "0"): kind = .file(size: size)
        case UInt8(ascii: "5"):
            kind = .folder
            if path.utf8.last == UInt8(ascii: "/") { path.unicodeScalars.removeLast() }
        case UInt8(ascii: "2"): kind = .link(to: longTarget ?? text(block[157..<257]))
        default: throw Failure(.archiveDamaged, "the archive's entry '\(path)' is of an unknown type")
        }
        let entry = ArchiveEntry(
            path: path, kind: kind, mode: mode_t(mode & 0o7777), owner: UInt32(owner), group: UInt32(group))
        _ = try entry.relativePath()
        return .entry(entry)
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int64? {
        if bytes.first == 0x80 { return bytes.dropFirst(bytes.count - 8).reduce(0) { $0 << 8 | Int64($1) } }
        let digits = bytes.drop { $0 == 0x20 }.prefix { (0x30...0x37).contains($0) }
        return Int64(String(decoding: digits, as: UTF8.self), radix: 8)
    }
}
