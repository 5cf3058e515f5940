// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a message, and the status a server answers it with.
package struct ParseFault: Error, Equatable {
    package let status: HTTPStatus
    /// Lower case, without anything the peer sent.
    package let reason: String

    init(_ status: HTTPStatus, _ reason: String) {
        self.status = status
        self.reason = reason
    }
}
