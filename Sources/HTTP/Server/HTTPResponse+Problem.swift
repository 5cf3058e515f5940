// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

extension HTTPResponse {
    /// The answer to an error as ``Primitives/Problem``: a ``Failure`` speaks for itself, everything else is a bare
    /// `internal_error`, whose reason is for the server's log.
    ///
    /// - status: nil for the one that HTTP has for the failure's code, else that of its category.
    package static func problem(_ error: any Error, status: HTTPStatus? = nil) -> HTTPResponse {
        let failure =
            switch error {
            case let failure as Failure: failure
            case is CancellationError: Failure.wrapping(error)
            default: Failure(.internalError, "the server failed on this request", hint: "its log says why")
            }
        let problem = Problem(failure, status: (status ?? self.status(of: failure.code))?.code)
        let body = (try? JSONText.encode(problem)) ?? "{}"
        var headers: HTTPHeaders = ["Content-Type": Problem.contentType]
        if case .after(let delay?) = failure.retry {
            headers.add("Retry-After", String(max(1, delay.wholeMilliseconds / 1000)))
        }
        if failure.code == .unsupportedCoding, let fact = failure.metadata.first(where: { $0.key == "accept_encoding" })
        {
            headers.add("Accept-Encoding", fact.value)
        }
        return HTTPResponse(HTTPStatus(problem.status), headers: headers, body: Array(body.utf8))
    }

    /// What HTTP itself has a status for.
    private static func status(of code: FailureCode) -> HTTPStatus? {
        switch code {
        case .payloadTooLarge: .contentTooLarge
        case .requestTimedOut: .requestTimeout
        case .methodNotAllowed: .methodNotAllowed
        case .upgradeRequired: .upgradeRequired
        case .unsupportedCoding, .unsupportedMediaType: .unsupportedMediaType
        case .preconditionFailed: .preconditionFailed
        case .tooManyRequests: .tooManyRequests
        default: nil
        }
    }
}
