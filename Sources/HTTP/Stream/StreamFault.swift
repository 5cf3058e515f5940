// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Why a read or write of a stream ended. Rooms above see it as a `Failure`.
enum StreamFault: Error, Equatable {
    case closed
    /// Nothing arrived before the deadline.
    case timedOut
    case insecure(TLSFault)
}
