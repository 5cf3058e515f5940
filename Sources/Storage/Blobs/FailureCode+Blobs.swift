// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

extension FailureCode {
    package static let invalidDigest = FailureCode("invalid_digest", .invalid)
    package static let blobNotFound = FailureCode("blob_not_found", .notFound)
    /// What was sent is not what its digest says.
    package static let blobMismatch = FailureCode("blob_mismatch", .invalid)
    /// What is stored is not what was written.
    package static let blobCorrupt = FailureCode("blob_corrupt", .corrupt)
    /// The content is larger than the caller is ready to take.
    package static let blobTooLarge = FailureCode("blob_too_large", .exhausted)
}
