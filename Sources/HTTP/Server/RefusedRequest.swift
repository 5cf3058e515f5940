// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// What the server answered without its handler: no well-formed HTTP, a head that came too slowly, or more than its address
/// may ask.
package struct RefusedRequest: Sendable {
    package let status: HTTPStatus
    /// Without anything the peer sent.
    package let reason: String
    /// As ``HTTPRequest/client``.
    package let client: String?
    /// Nil when its head could not be read.
    package let request: HTTPRequest?
}

extension ServerState {
    /// The answer, once whoever wants to know has been told.
    ///
    /// - status: nil for the failure's own.
    func refusal(
        _ failure: Failure, status: HTTPStatus? = nil, client: String?, request: HTTPRequest? = nil
    ) -> HTTPResponse {
        var response = HTTPResponse.problem(failure, status: status)
        let refused = RefusedRequest(
            status: response.status, reason: failure.message, client: client, request: request)
        if let headers = whenRefused?(refused) { response.headers.add(contentsOf: headers) }
        return response
    }
}
