// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// JSON text as it is written: the bytes so far, and the objects and arrays that are not closed yet.
///
/// What comes out is what Foundation's encoder writes with sorted keys and bare slashes, in a fraction of its time: nothing is
/// built in between, and an object's members are put in order where they stand once it is closed.
final class JSONWriter {
    private let text = JSONStack<UInt8>(capacity: 1024)
    private let open = JSONStack<Opening>(capacity: 8)
    /// Of all open objects, those of the innermost last.
    private let members = JSONStack<Member>(capacity: 32)
    private var begun = 0

    /// An object or an array without its end.
    private struct Opening {
        let isObject: Bool
        /// Of its bracket.
        let start: Int
        let firstMember: Int
        /// Tells it from others that were open at its depth.
        let number: Int
        var count = 0
        var isSorted = true
    }

    /// An object or an array that is, or was, open.
    struct Place {
        fileprivate let depth: Int
        fileprivate let number: Int
    }

    private struct Member {
        let key: String
        let start: Int
        /// The first eight bytes of a name in ASCII, as a number that has their order; nil for another name.
        let beginning: UInt64?

        func precedes(_ other: Member) -> Bool {
            guard let beginning, let others = other.beginning, beginning != others else { return key < other.key }
            return beginning < others
        }
    }

    /// Of the text so far.
    var byteCount: Int { text.count }
    var bytes: [UInt8] { Array(text.elements) }

    /// How many objects and arrays are open.
    var depth: Int { open.count }

    // MARK: Objects and arrays

    func begin(object isObject: Bool) {
        begun += 1
        open.append(Opening(isObject: isObject, start: text.count, firstMember: members.count, number: begun))
        text.append(isObject ? UInt8(ascii: "{") : UInt8(ascii: "["))
    }

    /// The innermost of those that are open.
    var innermost: Place { Place(depth: open.count, number: open.count > 0 ? open[open.count - 1].number : 0) }

    /// Goes on with what was begun: all within it ends. It must not have ended itself, as text is written once.
    func resume(_ place: Place) {
        close(to: place.depth)
        precondition(innermost.number == place.number, "JSON is written in its order")
    }

    /// Elements that the innermost has.
    var count: Int { open.count > 0 ? open[open.count - 1].count : 0 }

    /// Before each element of the innermost array.
    func beginElement() {
        if open[open.count - 1].count > 0 { text.append(UInt8(ascii: ",")) }
        open[open.count - 1].count += 1
    }

    /// Before each member of the innermost object.
    func beginMember(_ key: String) {
        let last = open.count - 1
        beginElement()
        let member = Member(key: key, start: text.count, beginning: Self.beginning(of: key))
        if open[last].isSorted, members.count > open[last].firstMember {
            open[last].isSorted = members[members.count - 1].precedes(member)
        }
        members.append(member)
        write(key)
        text.append(UInt8(ascii: ":"))
    }

    private static func beginning(of key: String) -> UInt64? {
        var key = key
        return key.withUTF8 { bytes in
            guard bytes.reduce(0, |) < 0x80 else { return nil }
            return (0..<8).reduce(0) { $0 << 8 | ($1 < bytes.count ? UInt64(bytes[$1]) : 0) }
        }
    }

    /// Closes what was opened within the outer `depth`.
    func close(to depth: Int) {
        while open.count > depth {
            let last = open.removeLast()
            if !last.isSorted { sort(last) }
            members.removeAll(from: last.firstMember)
            text.append(last.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"))
        }
    }

    /// Puts the members in the order of their names: the same bytes at other places.
    private func sort(_ object: Opening) {
        let (first, end) = (object.start + 1, text.count)
        let unsorted = text.cut(from: first)
        let own = UnsafeBufferPointer(rebasing: members.elements[object.firstMember...])
        for index in own.indices.sorted(by: { own[$0].precedes(own[$1]) }) {
            if text.count > first { text.append(UInt8(ascii: ",")) }
            let next = index + 1 < own.endIndex ? own[index + 1].start - 1 : end
            unsorted.withUnsafeBufferPointer {
                text.append(UnsafeBufferPointer(rebasing: $0[own[index].start - first..<next - first]))
            }
        }
    }

    // MARK: Values

    func write(word: StaticString) {
        text.append(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }

    /// A value's text that is JSON already.
    func write(json: String) {
        var json = json
        json.withUTF8 { text.append($0) }
    }

    func write(number: some BinaryInteger & CustomStringConvertible) {
        write(json: number.description)
    }

    /// Throws for what JSON has no number for.
    func write(number: some BinaryFloatingPoint & CustomStringConvertible & Encodable) throws {
        guard number.isFinite else {
            throw EncodingError.invalidValue(
                number, EncodingError.Context(codingPath: [], debugDescription: "JSON has no \(number.description)"))
        }
        let digits = number.description
        write(json: digits.hasSuffix(".0") ? String(digits.dropLast(2)) : digits)
    }

    /// A string in quotes (RFC 8259 §7).
    func write(_ string: String) {
        var string = string
        text.append(UInt8(ascii: "\""))
        string.withUTF8 { string in
            // Nearly none needs escapes.
            guard Self.hasEscaped(string) else { return text.append(string) }
            for byte in string {
                if Self.isEscaped(byte) { writeEscape(of: byte) } else { text.append(byte) }
            }
        }
        text.append(UInt8(ascii: "\""))
    }

    /// Goes through to the end whatever it finds: so many bytes are looked at at once.
    private static func hasEscaped(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var found: UInt8 = 0
        for byte in bytes { found |= isEscaped(byte) ? 1 : 0 }
        return found != 0
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private func writeEscape(of byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): write(word: "\\\"")
        case UInt8(ascii: "\\"): write(word: "\\\\")
        case 0x08: write(word: "\\b")
        case 0x09: write(word: "\\t")
        case 0x0A: write(word: "\\n")
        case 0x0C: write(word: "\\f")
        case 0x0D: write(word: "\\r")
        default:
            write(word: "\\u00")
            for digit in [byte >> 4, byte & 0xF] { text.append(digit < 10 ? 0x30 + digit : 0x57 + digit) }
        }
    }
}
