// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// Reads a blob in pieces. Only the nil at its end says that what was read is what was written.
package actor BlobReader {
    private let content: BlobContent
    private let executor: ThreadExecutor

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(content: sending BlobContent, executor: ThreadExecutor) {
        self.content = content
        self.executor = executor
    }

    /// The next piece, at most 128 kB; nil at the end. Throws `blob_corrupt`, also after the last piece.
    package func next() throws -> [UInt8]? { try content.next() }
}
