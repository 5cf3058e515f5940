// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import YAML

/// What a part of the file says about things with names: one each, or `false` for none of that name.
package struct NamedEntries<Value: Sendable & Hashable>: Sendable, Hashable {
    /// In the order written; nil is `false`.
    var entries: [Entry] = []

    struct Entry: Sendable, Hashable {
        var name: String
        var value: Value?
    }

    /// Reads a mapping whose keys are names that people chose.
    init(_ field: FieldReader, reserved: Set<String> = [], read: (String, FieldReader) throws(Failure) -> Value)
        throws(Failure)
    {
        for entry in try field.mapping().all {
            guard Self.isName(entry.key) else {
                throw .configuration(
                    field.file, entry.keyMark, "'\(entry.key)' is not a name for one of '\(field.name)'",
                    hint: "use 1 to 30 lower-case letters, digits and hyphens, beginning with a letter")
            }
            guard !reserved.contains(entry.key) else {
                throw .configuration(
                    field.file, entry.keyMark, "'\(entry.key)' is a name of Dextra's own", hint: "use another name")
            }
            let inner = FieldReader(name: "\(field.name).\(entry.key)", node: entry.value, file: field.file)
            let isOff = entry.value.scalar?.bool == false
            entries.append(Entry(name: entry.key, value: isOff ? nil : try read(entry.key, inner)))
        }
    }

    init() {}

    /// These over those of the lower layer, whose order comes first.
    func over(_ lower: NamedEntries) -> NamedEntries {
        var result = lower
        for entry in entries {
            if let index = result.entries.firstIndex(where: { $0.name == entry.name }) {
                result.entries[index] = entry
            } else {
                result.entries.append(entry)
            }
        }
        return result
    }

    /// Those that are to be.
    package var values: [Value] { entries.compactMap(\.value) }

    private static func isName(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return (1...30).contains(bytes.count) && bytes.last != UInt8(ascii: "-")
            && (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(bytes[0])
            && bytes.allSatisfy {
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0.isASCIIDigit || $0 == UInt8(ascii: "-")
            }
    }
}
