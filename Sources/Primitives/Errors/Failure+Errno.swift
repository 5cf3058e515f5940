// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

extension Failure {
    /// The failure for a system call that set `errno`: says what was tried, on what, and the system's own words.
    ///
    /// A full disk and a missing permission get their own codes because a person acts differently on each.
    package static func system(_ errorNumber: Int32, _ action: String, hint: String? = nil) -> Failure {
        let words = String(cString: strerror(errorNumber))
        let metadata = [Metadatum("errno", String(errorNumber))]
        switch errorNumber {
        case ENOSPC, EDQUOT:
            return Failure(
                .diskFull, "\(action): \(words)", hint: hint ?? "free some disk space and try again",
                metadata: metadata)
        case EACCES, EPERM:
            return Failure(.permissionDenied, "\(action): \(words)", hint: hint, metadata: metadata)
        case ENOENT:
            return Failure(.notFound, "\(action): \(words)", hint: hint, metadata: metadata)
        default:
            return Failure(.ioFailed, "\(action): \(words)", hint: hint, metadata: metadata)
        }
    }
}
