// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension JSONText {
    /// Whether a document has fewer commas outside of its strings than that, and so not many more values: found out without
    /// decoding it, which costs by their number. A short body in a content coding can have millions.
    package static func hasFewerSeparators(than limit: Int, in document: [UInt8]) -> Bool {
        var (commas, isInString, isEscaped) = (0, false, false)
        for byte in document {
            if isEscaped {
                isEscaped = false
            } else if isInString, byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isInString.toggle()
            } else if byte == UInt8(ascii: ","), !isInString {
                commas += 1
                if commas >= limit { return false }
            }
        }
        return true
    }
}
