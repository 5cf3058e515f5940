// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// The head of a request as it is sent.
enum RequestText {
    /// Throws `invalid_argument` when the target or method could not travel as one word.
    static func head(of request: HTTPClientRequest, to endpoint: HTTPEndpoint) throws -> [UInt8] {
        guard isSound(request) else {
            throw Failure(.invalidArgument, "the request target or method is malformed: \(request.target)")
        }
        var headers = request.headers
        if !headers.contains("Host") { headers.add("Host", endpoint.hostField) }
        switch request.body {
        case .none:
            if [.post, .put, .patch].contains(request.method) { headers.set("Content-Length", "0") }
        case .bytes(let body): headers.set("Content-Length", String(body.count))
        case .stream(let length?, _): headers.set("Content-Length", String(length))
        case .stream(nil, _): headers.set("Transfer-Encoding", "chunked")
        }
        var bytes = Array("\(request.method) \(request.target) HTTP/1.1\r\n".utf8)
        headers.write(to: &bytes)
        bytes.append(contentsOf: [0x0D, 0x0A])
        return bytes
    }

    private static func isSound(_ request: HTTPClientRequest) -> Bool {
        !request.target.isEmpty && request.target.utf8.allSatisfy(HTTPGrammar.isTarget)
            && !request.method.rawValue.isEmpty && request.method.rawValue.utf8.allSatisfy(HTTPGrammar.isToken)
    }
}
