// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

extension Source {
    /// A JSON file that may have comments and trailing commas (deno.jsonc, tsconfig.json).
    func commentedJSON(_ path: String) -> JSONValue? {
        if let value = json(path) { return value }
        return text(path).flatMap { try? JSONText.decode(JSONValue.self, from: CommentedJSON.plain($0)) }
    }
}

/// JSON as people write it, made into JSON.
enum CommentedJSON {
    /// The text without `//` and `/* */` comments and without commas before a closing bracket.
    static func plain(_ text: String) -> String {
        var result: [UInt8] = []
        let bytes = Array(text.utf8)
        var index = 0
        var isQuoted = false
        while index < bytes.count {
            let byte = bytes[index]
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            if isQuoted {
                result.append(byte)
                if byte == UInt8(ascii: "\\"), index + 1 < bytes.count {
                    result.append(next)
                    index += 1
                } else if byte == UInt8(ascii: "\"") {
                    isQuoted = false
                }
            } else if byte == UInt8(ascii: "/"), next == UInt8(ascii: "/") {
                while index < bytes.count, bytes[index] != 10 { index += 1 }
                continue
            } else if byte == UInt8(ascii: "/"), next == UInt8(ascii: "*") {
                index += 2
                while index + 1 < bytes.count,
                    bytes[index] != UInt8(ascii: "*") || bytes[index + 1] != UInt8(ascii: "/")
                {
                    index += 1
                }
                index += 2
                continue
            } else {
                if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]"),
                    let last = result.lastIndex(where: { $0 > 32 }), result[last] == UInt8(ascii: ",")
                {
                    result.remove(at: last)
                }
                isQuoted = byte == UInt8(ascii: "\"")
                result.append(byte)
            }
            index += 1
        }
        return String(decoding: result, as: UTF8.self)
    }
}
