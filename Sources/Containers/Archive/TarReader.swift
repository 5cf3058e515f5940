// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// The bytes of a tar archive to its members, whatever pieces they arrive in: ustar, pax, and GNU's long names.
///
/// Throws `archive_invalid` for what is no archive; after that, and after the end, nothing more is taken.
package struct TarReader: Sendable {
    /// What the bytes given so far contain.
    package enum Part: Sendable, Hashable {
        /// A member begins.
        case entry(TarEntry)
        /// A piece of the content of the file that began last.
        case content([UInt8])
    }

    /// Names and pax records are kept in memory while they are read.
    private static let longestExtension = 1 << 20

    private enum State {
        case header
        case content(left: Int, padding: Int)
        case collecting(flag: UInt8, left: Int, padding: Int)
        case padding(Int)
        case ended
    }

    private var state = State.header
    private var block: [UInt8] = []
    private var collected: [UInt8] = []
    private var records: [String: String] = [:]
    private var globals: [String: String] = [:]

    package init() {}

    /// The archive's end has been seen. What ends before it was cut off.
    package var isComplete: Bool { if case .ended = state { true } else { false } }

    package mutating func consume(_ bytes: some Collection<UInt8>) throws -> [Part] {
        var rest = Array(bytes)[...]
        var parts: [Part] = []
        while !rest.isEmpty {
            switch state {
            case .ended: return parts
            case .header:
                let piece = rest.prefix(TarWriter.blockSize - block.count)
                rest = rest.dropFirst(piece.count)
                block += piece
                guard block.count == TarWriter.blockSize else { break }
                if let entry = try header() { parts.append(.entry(entry)) }
                block = []
            case .content(let left, let padding):
                let piece = rest.prefix(left)
                rest = rest.dropFirst(piece.count)
                parts.append(.content(Array(piece)))
                state = left > piece.count ? .content(left: left - piece.count, padding: padding) : .padding(padding)
            case .collecting(let flag, let left, let padding):
                let piece = rest.prefix(left)
                rest = rest.dropFirst(piece.count)
                collected += piece
                if left > piece.count {
                    state = .collecting(flag: flag, left: left - piece.count, padding: padding)
                } else {
                    try extend(flag)
                    state = .padding(padding)
                }
            case .padding(let left):
                let skipped = min(left, rest.count)
                rest = rest.dropFirst(skipped)
                state = left > skipped ? .padding(left - skipped) : .header
            }
            if case .padding(0) = state { state = .header }
        }
        return parts
    }

    // MARK: Headers

    private mutating func header() throws -> TarEntry? {
        if block.allSatisfy({ $0 == 0 }) {
            state = .ended
            return nil
        }
        let stored = try number(at: 148, count: 8)
        let sum = block.indices.reduce(0) { $0 + ((148..<156).contains($1) ? 0x20 : Int(block[$1])) }
        guard stored == sum else { throw invalid("a header's checksum is wrong") }
        let flag = block[156]
        var size = try number(at: 124, count: 12)
        if flag == UInt8(ascii: "x") || flag == UInt8(ascii: "g") || flag == UInt8(ascii: "L")
            || flag == UInt8(ascii: "K")
        {
            guard size <= Self.longestExtension else { throw invalid("an extended header is too long") }
            collected = []
            state = .collecting(flag: flag, left: size, padding: Self.padding(size))
            if size == 0 {
                try extend(flag)
                state = .header
            }
            return nil
        }
        let known = globals.merging(records) { $1 }
        records = [:]
        if let text = known["size"] {
            guard let value = Int(text), value >= 0 else { throw invalid("a size is no number") }
            size = value
        }
        guard size <= .max - TarWriter.blockSize else { throw invalid("a size is too large") }
        let entry = try entry(flag, size: size, known)
        let holds = entry.contentSize
        // Only files have content; a stated size of anything else is skipped.
        switch (holds > 0, size) {
        case (true, _): state = .content(left: holds, padding: Self.padding(holds))
        case (false, 0): state = .header
        case (false, _):
            let hasContent = ![UInt8(ascii: "1"), UInt8(ascii: "2"), UInt8(ascii: "5")].contains(flag)
            state = hasContent ? .padding(size + Self.padding(size)) : .header
        }
        return entry
    }

    private func entry(_ flag: UInt8, size: Int, _ known: [String: String]) throws -> TarEntry {
        let prefix = block[257..<262].elementsEqual("ustar".utf8) && block[262] == 0 ? text(at: 345, count: 155) : ""
        let short = text(at: 0, count: 100)
        var path = known["path"] ?? (prefix.isEmpty ? short : prefix + "/" + short)
        let isFolder = flag == UInt8(ascii: "5") || (path.last == "/" && (flag == 0 || flag == UInt8(ascii: "0")))
        while path.last == "/", path.count > 1 { path.removeLast() }
        guard !path.isEmpty else { throw invalid("a member has no name") }
        let link = known["linkpath"] ?? text(at: 157, count: 100)
        let kind: TarEntry.Kind =
            switch flag {
            case _ where isFolder: .directory
            case 0, UInt8(ascii: "0"), UInt8(ascii: "7"): .file(size: size)
            case UInt8(ascii: "1"): .hardLink(link)
            case UInt8(ascii: "2"): .symbolicLink(link)
            default: .other(flag)
            }
        let seconds =
            try known["mtime"].flatMap { Double($0) }.map { Int64(exactly: $0.rounded(.down)) ?? 0 }
            ?? Int64(number(at: 136, count: 12))
        let bounded = min(max(seconds, -(1 << 50)), 1 << 50)
        return TarEntry(
            path, kind, mode: UInt16(truncatingIfNeeded: try number(at: 100, count: 8) & 0o7777),
            modified: Timestamp(millisecondsSinceEpoch: bounded * 1000), user: try number(at: 108, count: 8),
            group: try number(at: 116, count: 8))
    }

    /// What an extended header says of the members after it.
    private mutating func extend(_ flag: UInt8) throws {
        defer { collected = [] }
        switch flag {
        case UInt8(ascii: "L"): records["path"] = String(decoding: collected.prefix { $0 != 0 }, as: UTF8.self)
        case UInt8(ascii: "K"): records["linkpath"] = String(decoding: collected.prefix { $0 != 0 }, as: UTF8.self)
        case UInt8(ascii: "g"): globals.merge(try paxRecords()) { $1 }
        default: records.merge(try paxRecords()) { $1 }
        }
    }

    private func paxRecords() throws -> [String: String] {
        var found: [String: String] = [:]
        var rest = collected[...]
        while !rest.isEmpty {
            guard let space = rest.firstIndex(of: 0x20),
                let length = Int(String(decoding: rest[..<space], as: UTF8.self)),
                length > space - rest.startIndex + 1, length <= rest.count,
                rest[rest.startIndex + length - 1] == 0x0A
            else { throw invalid("a pax record is malformed") }
            let record = rest[(space + 1)..<(rest.startIndex + length - 1)]
            guard let equals = record.firstIndex(of: UInt8(ascii: "=")) else {
                throw invalid("a pax record is malformed")
            }
            let key = String(decoding: record[..<equals], as: UTF8.self)
            found[key] = String(decoding: record[(equals + 1)...], as: UTF8.self)
            rest = rest.dropFirst(length)
        }
        return found
    }

    // MARK: Fields

    private static func padding(_ size: Int) -> Int {
        (TarWriter.blockSize - size % TarWriter.blockSize) % TarWriter.blockSize
    }

    private func text(at offset: Int, count: Int) -> String {
        String(decoding: block[offset..<offset + count].prefix { $0 != 0 }, as: UTF8.self)
    }

    /// Octal digits, or GNU's binary form where the first bit is set.
    private func number(at offset: Int, count: Int) throws -> Int {
        let field = block[offset..<offset + count]
        if let first = field.first, first & 0x80 != 0 {
            // 0xFF is a negative number, and times before 1970 matter to nobody here.
            guard first == 0x80 else { return 0 }
            var value = 0
            for byte in field.dropFirst() {
                guard value <= Int.max >> 8 else { throw invalid("a number is too large") }
                value = value << 8 | Int(byte)
            }
            return value
        }
        var value = 0
        let digits = field.drop { $0 == 0x20 || $0 == 0 }.prefix { $0 != 0x20 && $0 != 0 }
        for digit in digits {
            guard (0x30...0x37).contains(digit) else { throw invalid("a number is malformed") }
            value = value << 3 | Int(digit - 0x30)
        }
        return value
    }

    private func invalid(_ why: String) -> Failure { Failure(.archiveInvalid, "the archive can't be read: \(why)") }
}
