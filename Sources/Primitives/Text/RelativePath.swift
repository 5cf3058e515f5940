// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A path below some folder as the kernel reads it: bytes, with the byte `/` between names.
///
/// `String` sees Characters. To it a slash beside a combining mark is none, so that one name hides two, and names that
/// only look alike (é in one scalar and in two) are equal. Whatever checks paths of strangers, or keeps files by path,
/// goes by this type or by ``Swift/StringProtocol/pathNames``.
package struct RelativePath: Sendable {
    package let text: String

    /// Most bytes of a name: NAME_MAX.
    package static let longestName = 255
    /// Most bytes of a path: PATH_MAX without the zero at its end.
    package static let longest = 4095

    /// Nil for what is empty, absolute or too long, and for names that are empty, `.` or `..` or have a zero byte.
    package init?(_ text: String) {
        let names = text.utf8.split(separator: slash, omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.longest, !text.utf8.contains(0), names.allSatisfy(Self.isName) else { return nil }
        self.text = text
    }

    private init(unchecked text: Substring) { self.text = String(text) }

    private static func isName(_ bytes: Substring.UTF8View) -> Bool {
        switch bytes.count {
        case 1, 2: !bytes.allSatisfy { $0 == UInt8(ascii: ".") }
        case let count: (1...longestName).contains(count)
        }
    }

    /// At least one.
    package var names: [String] { text.pathNames.map(String.init) }

    /// The last name.
    package var name: String { String(text.pathNames.last ?? "") }

    /// The folders on the way, the outermost first.
    package var folders: [RelativePath] {
        text.utf8.indices.filter { text.utf8[$0] == slash }.map { RelativePath(unchecked: text[..<$0]) }
    }

    /// The folder it lies in; nil when that is the root.
    package var folder: RelativePath? {
        text.utf8.lastIndex(of: slash).map { RelativePath(unchecked: text[..<$0]) }
    }
}

/// By bytes.
extension RelativePath: Hashable {
    package static func == (one: RelativePath, other: RelativePath) -> Bool {
        one.text.utf8.elementsEqual(other.text.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension StringProtocol {
    /// What is between the slashes, as the kernel takes it; empty names, which mean nothing to it, are left out.
    package var pathNames: [Substring] { Substring(self).utf8.split(separator: slash).map { Substring($0) } }

    package var isAbsolutePath: Bool { utf8.first == slash }

    /// A path below a folder that somebody wrote, in its shortest form: no `.`, single slashes, `""` for the folder
    /// itself. Nil when it is absolute or has a `..`.
    package var tidyPath: String? {
        let names = pathNames.filter { $0 != "." }
        return isAbsolutePath || names.contains("..") ? nil : names.joined(separator: "/")
    }
}

private let slash = UInt8(ascii: "/")
