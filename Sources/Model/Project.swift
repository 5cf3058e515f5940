// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// One application under Dextra's care, known by a name that is unique on the control plane.
package struct Project: Sendable, Hashable, Codable {
    package var id: ProjectID
    package var name: ProjectName
    package var createdAt: Timestamp
    /// Counts projects from 1; ports and user IDs are derived from it, so they survive a reinstallation.
    package var ordinal: Int
    /// The node on whose machine its applications, builds and logs are; nil when that node was given up.
    package var node: NodeID?
    /// What people say of it, at most 500 characters.
    package var description: String?

    package static let maximumDescription = 500

    package init(
        id: ProjectID, name: ProjectName, createdAt: Timestamp, ordinal: Int, node: NodeID? = nil,
        description: String? = nil
    ) {
        self.id = id
        self.name = name
        self.createdAt = createdAt
        self.ordinal = ordinal
        self.node = node
        self.description = description
    }

    private enum CodingKeys: String, CodingKey {
        case id, name
        case createdAt = "created_at"
        case ordinal, node, description
    }
}

/// A project's name: a DNS label (RFC 1123), 1 to 40 of `a-z`, `0-9` and `-`, beginning with a letter.
package struct ProjectName: Sendable, Hashable, Codable, CustomStringConvertible, Comparable {
    package let text: String

    /// Throws `invalid_project_name` for anything that is not a name.
    package init(_ text: String) throws(Failure) {
        let bytes = Array(text.utf8)
        let valid = bytes.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                || $0 == UInt8(ascii: "-")
        }
        guard valid, (1...40).contains(bytes.count), let first = bytes.first, let last = bytes.last,
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first), last != UInt8(ascii: "-")
        else {
            throw Failure(
                .invalidProjectName, "'\(text)' is not a project name",
                hint: "use 1 to 40 lower-case letters, digits and hyphens, beginning with a letter: "
                    + Self.suggested(for: text))
        }
        self.text = text
    }

    /// The nearest valid name to a piece of text such as a folder's name; `app` when nothing of it can be kept.
    package static func suggested(for text: String) -> String {
        var name: [UInt8] = []
        for byte in text.lowercased().utf8 {
            let letter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            let digit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            if letter || (digit && !name.isEmpty) {
                name.append(byte)
            } else if !name.isEmpty, name.last != UInt8(ascii: "-") {
                name.append(UInt8(ascii: "-"))
            }
        }
        var kept = name.prefix(40)
        while kept.last == UInt8(ascii: "-") { kept.removeLast() }
        return kept.isEmpty ? "app" : String(decoding: kept, as: UTF8.self)
    }

    package var description: String { text }

    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }

    package init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension FailureCode {
    package static let invalidProjectName = FailureCode("invalid_project_name", .invalid)
}
