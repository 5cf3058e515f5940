// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// One node of a YAML document with the place where it was written.
struct YAMLNode {
    var mark: YAMLMark
    var content: Content

    indirect enum Content {
        case scalar(YAMLScalar)
        case sequence([YAMLNode])
        case mapping([YAMLEntry])
    }

    /// What a person would call this kind of node.
    var kindName: String {
        switch content {
        case .scalar(let scalar): scalar.isNull ? "nothing" : "a single value"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }

    var scalar: YAMLScalar? { if case .scalar(let scalar) = content { scalar } else { nil } }
}

/// A key with its value, in the order written.
struct YAMLEntry {
    var key: String
    var keyMark: YAMLMark
    var value: YAMLNode
}

/// A place in a document, counted from 1 as editors do.
struct YAMLMark: Hashable {
    var line: Int
    var column: Int
}

/// A scalar as written, before anything is read into it.
struct YAMLScalar: Equatable {
    var text: String
    /// Quoted or block style: always text, even when it looks like a number.
    var isQuoted: Bool

    var isNull: Bool { !isQuoted && ["", "~", "null", "Null", "NULL"].contains(text) }

    /// The YAML 1.2 core schema's booleans; `yes` and `on` stay text.
    var bool: Bool? {
        guard !isQuoted else { return nil }
        return switch text {
        case "true", "True", "TRUE": true
        case "false", "False", "FALSE": false
        default: nil
        }
    }

    var integer: Int? { isQuoted ? nil : Int(text) }
}
