// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A value of a TOML document (toml.io, version 1.0). Dates and times stay text.
indirect enum TOMLValue: Hashable {
    case string(String)
    case integer(Int)
    case float(Double)
    case bool(Bool)
    case moment(String)
    case array([TOMLValue])
    case table([String: TOMLValue])

    subscript(key: String) -> TOMLValue? { if case .table(let entries) = self { entries[key] } else { nil } }

    /// The value at a path of keys.
    subscript(path: [String]) -> TOMLValue? { path.reduce(self as TOMLValue?) { $0?[$1] } }

    var string: String? { if case .string(let text) = self { text } else { nil } }
    var array: [TOMLValue]? { if case .array(let elements) = self { elements } else { nil } }
    var table: [String: TOMLValue]? { if case .table(let entries) = self { entries } else { nil } }
    var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// A version as people write it: text, or a number that should have been text.
    var version: String? {
        switch self {
        case .string(let text): text
        case .integer(let number): String(number)
        case .float(let number): String(number)
        default: nil
        }
    }
}
