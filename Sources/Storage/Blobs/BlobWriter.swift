// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// A blob that arrives in pieces. Letting go of it before ``finish(expecting:)`` leaves nothing behind.
///
/// After a throw it is over: nothing was stored, and further calls throw `invalid_argument`.
package actor BlobWriter {
    private var upload: BlobUpload?
    private let names: BlobNames
    private let executor: ThreadExecutor

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(upload: sending BlobUpload, names: BlobNames, executor: ThreadExecutor) {
        self.upload = upload
        self.names = names
        self.executor = executor
    }

    /// Takes the next piece, of any size. Throws `disk_full`.
    package func write(_ bytes: [UInt8]) throws {
        try step { try $0.write(bytes) }
    }

    /// Returns when the blob is durable. Throws `blob_mismatch` when the content is not what the digest says.
    package func finish(expecting digest: String? = nil) throws -> Blob {
        let blob = try step { try $0.commit(expecting: digest, to: names) }
        upload = nil
        return blob
    }

    /// Drops what came so far.
    package func abandon() { upload = nil }

    private func step<Value>(_ body: (BlobUpload) throws -> Value) throws -> Value {
        guard let upload else { throw Failure(.invalidArgument, "this upload is over") }
        do {
            return try body(upload)
        } catch {
            self.upload = nil
            throw error
        }
    }
}
