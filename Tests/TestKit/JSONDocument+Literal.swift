// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// Documents written down in tests.
extension JSONDocument: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        do {
            try self.init(encoding: JSONValue.object(Dictionary(uniqueKeysWithValues: elements)))
        } catch { preconditionFailure("a literal is no JSON: \(error)") }
    }
}
