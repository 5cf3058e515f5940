// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// One node of a YAML document with the place where it was written.
package struct YAMLNode: Sendable, Hashable {
    package var mark: YAMLMark
    package var content: Content

    package indirect enum Content: Sendable, Hashable {
        case scalar(YAMLScalar)
        case sequence([YAMLNode])
        case mapping([YAMLEntry])
    }

    /// What a person would call this kind of node.
    package var kindName: String {
        switch content {
        case .scalar(let scalar): scalar.isNull ? "nothing" : "a single value"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }

    package var scalar: YAMLScalar? { if case .scalar(let scalar) = content { scalar } else { nil } }

    /// The entries of a mapping in the order written; empty for anything else.
    package var entries: [YAMLEntry] { if case .mapping(let entries) = content { entries } else { [] } }

    /// The elements of a list; nil for anything else.
    package var elements: [YAMLNode]? { if case .sequence(let nodes) = content { nodes } else { nil } }

    /// The value of a mapping's key.
    package subscript(key: String) -> YAMLNode? { entries.first { $0.key == key }?.value }

    /// A scalar's text; nil for null and for anything else.
    package var string: String? { scalar.flatMap { $0.isNull ? nil : $0.text } }
}

/// A key with its value, in the order written.
package struct YAMLEntry: Sendable, Hashable {
    package var key: String
    package var keyMark: YAMLMark
    package var value: YAMLNode
}

/// A place in a document, counted from 1 as editors do.
package struct YAMLMark: Sendable, Hashable {
    package var line: Int
    package var column: Int
}

/// A scalar as written, before anything is read into it.
package struct YAMLScalar: Sendable, Hashable {
    package var text: String
    /// Quoted or block style: always text, even when it looks like a number.
    package var isQuoted: Bool

    package var isNull: Bool { !isQuoted && ["", "~", "null", "Null", "NULL"].contains(text) }

    /// The YAML 1.2 core schema's booleans; `yes` and `on` stay text.
    package var bool: Bool? {
        guard !isQuoted else { return nil }
        return switch text {
        case "true", "True", "TRUE": true
        case "false", "False", "FALSE": false
        default: nil
        }
    }

    package var integer: Int? { isQuoted ? nil : Int(text) }
}
