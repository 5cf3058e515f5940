// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
package import Primitives
import Wire

/// Typed calls of the server's API, over the unix socket in its data directory or over the network.
///
/// Every failure the server reports arrives as the same ``Failure`` that it threw. When nobody listens, calls throw
/// `server_not_running` or `server_unreachable`.
package struct ServerClient: Sendable {
    package let place: ServerPlace
    let endpoint: HTTPEndpoint
    let http: HTTPClient
    /// What goes with every request.
    let headers: HTTPHeaders
    let time: TimeSource

    /// - home: the data directory, absolute.
    package init(home: String, userAgent: String = "dextra", time: TimeSource = .system) {
        place = .home(home)
        self.time = time
        endpoint = .unix(SocketPath.inside(home))
        http = HTTPClient()
        headers = ["User-Agent": userAgent]
    }

    /// Throws `certificate_invalid`, or why the authority's file can't be read.
    package init(remote server: RemoteServer, userAgent: String = "dextra", time: TimeSource = .system) throws {
        place = .remote(server)
        self.time = time
        endpoint = server.address.endpoint
        http = HTTPClient(trust: try server.trust.tls())
        var headers: HTTPHeaders = ["User-Agent": userAgent]
        if let token = server.token { headers.add("Authorization", "Bearer " + token.reveal()) }
        self.headers = headers
    }

    /// Sends a request and decodes the JSON answer.
    func call<Answer: Decodable>(
        _ method: HTTPMethod, _ target: String, body: (any Encodable)? = nil, key: String? = nil,
        as type: Answer.Type = Answer.self
    ) async throws -> Answer {
        let response = try await send(method, target, body: body, key: key)
        return try await decode(type, from: response, to: "\(method.rawValue) \(target)")
    }

    /// The answer's JSON; throws `unexpected_answer` for any other.
    func decode<Answer: Decodable>(
        _ type: Answer.Type, from response: HTTPClientResponse, to question: String
    ) async throws -> Answer {
        let bytes = try await response.collect(upTo: 256 << 20)
        do {
            return try JSONText.decode(type, from: bytes)
        } catch {
            var failure = Failure(
                .unexpectedAnswer, "the server's answer to \(question) can't be understood",
                hint: place.home == nil
                    ? "check that \(place) is a Dextra server"
                    : "client and server may be of different versions: run 'dextra stop', then try again",
                cause: error)
            VersionGap(response.headers)?.explain(&failure)
            throw failure
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
    ///
    /// - Precondition: the body can be sent again; of a stream use ``sendOnce(_:)``.
    func send(_ request: HTTPClientRequest) async throws -> HTTPClientResponse {
        try await keepingPace { try await sendOnce(request) }
    }

    /// As ``send(_:)``, and throws `too_many_requests` at once.
    func sendOnce(_ request: HTTPClientRequest) async throws -> HTTPClientResponse {
        var request = request
        for (name, value) in headers { request.headers.add(name, value) }
        let response: HTTPClientResponse
        do {
            response = try await http.request(to: endpoint, request)
        } catch let failure as Failure {
            throw place.explaining(failure)
        }
        guard !response.status.isSuccess else { return response }
        let bytes = try await response.collect(upTo: 1 << 20)
        if let problem = try? JSONText.decode(Problem.self, from: bytes) {
            var refusal = place.explaining(refusal: problem.failure)
            if [.routeNotFound, .methodNotAllowed, .unknownMember].contains(refusal.code) {
                VersionGap(response.headers)?.explain(&refusal)
            }
            throw refusal
        }
        // What stands before the server says that there is none: it may be starting again.
        if [502, 503, 504].contains(response.status.code), place.home == nil {
            throw Failure(
                .serverUnreachable, "\(place) answers \(response.status): the server behind it does not answer",
                hint: "try again in a moment")
        }
        var failure = Failure(
            .unexpectedAnswer,
            "the server answered \(request.method.rawValue) \(request.target) with \(response.status)",
            hint: place.home == nil ? "check that \(place) is a Dextra server" : nil,
            metadata: [.init("answer", String(decoding: bytes.prefix(500), as: UTF8.self))])
        VersionGap(response.headers)?.explain(&failure)
        throw failure
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
