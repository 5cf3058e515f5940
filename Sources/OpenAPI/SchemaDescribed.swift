// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A type whose JSON can't be read off its decoder: it checks what it reads, or reads it by hand.
package protocol SchemaDescribed: Decodable {
    static var schema: Schema { get }
    /// JSON that the type decodes, for the document and so that types around it can be read off.
    static var schemaExample: String { get }
}
