// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Hashing
import Primitives

/// What state of a resource somebody saw: a digest of what it looked like. It is the resource's ETag (RFC 9110 §8.8.3).
package struct Revision: Sendable, Hashable, CustomStringConvertible {
    private let text: String

    /// The revision that a client names.
    package init(_ text: String) { self.text = text }

    /// Half of the SHA-256 of the resource's JSON, whose keys are sorted.
    package init(of resource: some Encodable) throws {
        text = String(SHA256.hex(of: try JSONText.encode(resource).utf8).prefix(32))
    }

    package var description: String { text }
}
