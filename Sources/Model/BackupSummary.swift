// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// What a backup says about itself.
package struct BackupSummary: Sendable, Hashable, Codable {
    /// Of the file's layout; a higher one than ``currentFormat`` is refused.
    package var format: Int
    /// The version that made it.
    package var product: String
    /// The schema generation of the database in it.
    package var schema: Int
    package var createdAt: Timestamp
    /// Whether the applications' own folders are in it.
    package var hasData: Bool
    package var key: Key
    /// Where it lies, and its bytes; not part of what is in it.
    package var file: String?
    package var size: Int64?
    /// Entries that were checked or restored.
    package var entries: Int?

    package static let currentFormat = 1

    /// Whether the vault's key is in it: without one the sealed values can't be opened.
    package enum Key: String, Sendable, Hashable, Codable, CaseIterable {
        case none, plain
        /// Under a passphrase.
        case sealed
    }

    package init(product: String, schema: Int, createdAt: Timestamp, hasData: Bool, key: Key) {
        format = Self.currentFormat
        self.product = product
        self.schema = schema
        self.createdAt = createdAt
        self.hasData = hasData
        self.key = key
    }

    private enum CodingKeys: String, CodingKey {
        case format, product, schema
        case createdAt = "created_at"
        case hasData = "has_data"
        case key, file, size, entries
    }
}
