// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import HTTP
import Primitives
import Wire

/// Typed calls of the server's API over the unix socket in its data directory.
///
/// Every failure the server reports arrives as the same ``Failure`` that it threw. When nobody listens, calls throw
/// `server_not_running`.
package struct ServerClient: Sendable {
    /// The data directory, absolute.
    package let home: String
    private let http: HTTPClient
    private let userAgent: String

    package init(home: String, userAgent: String = "dextra") {
        self.home = home
        self.userAgent = userAgent
        http = HTTPClient()
    }

    package var socketPath: String { SocketPath.inside(home) }

    /// Sends a request and decodes the JSON answer.
    func call<Answer: Decodable>(
        _ method: HTTPMethod, _ target: String, body: (any Encodable)? = nil, key: String? = nil,
        as type: Answer.Type = Answer.self
    ) async throws -> Answer {
        let response = try await send(method, target, body: body, key: key)
        let bytes = try await response.collect(upTo: 256 << 20)
        do {
            return try JSONText.decode(type, from: bytes)
        } catch {
            throw Failure(
                .unexpectedAnswer, "the server's answer to \(method.rawValue) \(target) can't be understood",
                hint: "client and server may be of different versions: run 'dextra stop', then try again",
                cause: error)
        }
    }

    /// Sends a request whose answer has no body worth reading.
    func call(_ method: HTTPMethod, _ target: String, body: (any Encodable)? = nil) async throws {
        _ = try await send(method, target, body: body).collect()
    }

    /// Sends a request and gives the answer while it is still coming.
    ///
    /// - key: the same one makes a repeated request the same request.
    func send(
        _ method: HTTPMethod, _ target: String, body: (any Encodable)? = nil, key: String? = nil,
        timeouts: HTTPTimeouts = HTTPTimeouts()
    ) async throws -> HTTPClientResponse {
        var content = HTTPClientRequest.Body.none
        var headers = HTTPHeaders()
        if let key { headers.add("Idempotency-Key", key) }
        if let body {
            content = .bytes(Array(try JSONText.encode(body).utf8))
            headers.add("Content-Type", "application/json")
        }
        return try await send(
            HTTPClientRequest(method, target, headers: headers, body: content, timeouts: timeouts))
    }

    /// Throws the server's own failure for every status that is not a success.
    func send(_ request: HTTPClientRequest) async throws -> HTTPClientResponse {
        var request = request
        request.headers.add("User-Agent", userAgent)
        let response: HTTPClientResponse
        do {
            response = try await http.request(to: .unix(socketPath), request)
        } catch let failure as Failure where failure.code == .connectionRefused {
            throw Failure(
                .serverNotRunning, "no server answers at \(socketPath)", hint: "start one with 'dextra serve'")
        } catch let failure as Failure where failure.code == .permissionDenied {
            throw Failure(
                .permissionDenied, "the server at \(socketPath) belongs to another user",
                hint: "run the command as that user, or set DEXTRA_HOME to a directory of your own", cause: failure)
        }
        guard !response.status.isSuccess else { return response }
        let bytes = try await response.collect(upTo: 1 << 20)
        if let problem = try? JSONText.decode(Problem.self, from: bytes) { throw problem.failure }
        throw Failure(
            .unexpectedAnswer,
            "the server answered \(request.method.rawValue) \(request.target) with \(response.status)",
            metadata: [.init("answer", String(decoding: bytes.prefix(500), as: UTF8.self))])
    }

    /// A path or query with its variable parts percent-encoded: `target("v1", "runs", id)`.
    static func target(_ components: String..., query: [(String, String?)] = []) -> String {
        target(components, query: query)
    }

    static func target(_ components: [String], query: [(String, String?)] = []) -> String {
        let path = components.map { "/" + PercentEncoding.encode($0) }.joined()
        let pairs = query.compactMap { name, value in value.map { "\(name)=\(PercentEncoding.encode($0))" } }
        return pairs.isEmpty ? path : path + "?" + pairs.joined(separator: "&")
    }
}
