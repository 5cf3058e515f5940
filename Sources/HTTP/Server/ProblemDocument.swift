// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// A failure as RFC 9457 `application/problem+json`.
package struct ProblemDocument: Sendable, Encodable {
    private let type: String
    private let title: String
    private let status: Int
    private let detail: String
    private let code: String
    private let hint: String?
    private let metadata: [Failure.Metadatum]
    private let retryable: Bool
    private let cause: String?

    package init(_ failure: Failure, status: HTTPStatus) {
        type = "urn:dextra:failure:\(failure.code)"
        title = status.phrase
        self.status = status.code
        detail = failure.message
        code = failure.code.name
        hint = failure.hint
        metadata = failure.metadata
        retryable = failure.isRetryable
        cause =
            switch failure.cause {
            case .failure(let inner): inner.description
            case .other(let text): text
            case nil: nil
            }
    }

    /// The response for an error of a handler: a ``Failure`` speaks for itself, everything else is a bare 500.
    package static func response(for error: any Error) -> HTTPResponse {
        let failure = error as? Failure ?? Failure(.internalError, "the server failed on this request")
        return response(to: failure, status: status(of: failure.code))
    }

    package static func response(to failure: Failure, status: HTTPStatus) -> HTTPResponse {
        let body = (try? JSONText.encode(ProblemDocument(failure, status: status))) ?? "{}"
        var headers: HTTPHeaders = ["Content-Type": "application/problem+json"]
        if case .after(let delay?) = failure.retry {
            headers.add("Retry-After", String(max(1, delay.wholeMilliseconds / 1000)))
        }
        return HTTPResponse(status, headers: headers, body: Array(body.utf8))
    }

    /// The category's status, but for what HTTP itself has a status for.
    package static func status(of code: FailureCode) -> HTTPStatus {
        switch code {
        case .payloadTooLarge: .contentTooLarge
        case .requestTimedOut: .requestTimeout
        case .methodNotAllowed: .methodNotAllowed
        default: HTTPStatus(code.category.httpStatus)
        }
    }
}
