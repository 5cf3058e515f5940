// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a message, and the status a server answers it with.
struct ParseFault: Error, Equatable {
    let status: HTTPStatus
    /// Lower case, without anything the peer sent.
    let reason: String

    init(_ status: HTTPStatus, _ reason: String) {
        self.status = status
        self.reason = reason
    }
}
