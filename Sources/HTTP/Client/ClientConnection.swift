// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// One connection of a client: a request, its response, and so on.
// Unchecked: every method that touches the parser takes the stream as its isolation or hops to it.
final class ClientConnection: @unchecked Sendable {
    let endpoint: HTTPEndpoint
    private let stream: ByteStream
    private let limits: HTTPLimits
    private var decoder = BodyDecoder(.none, limit: 0)
    private var isReusable = false

    init(stream: ByteStream, endpoint: HTTPEndpoint, limits: HTTPLimits) {
        self.endpoint = endpoint
        self.stream = stream
        self.limits = limits
    }

    /// Runs a part of the exchange; cancellation closes the connection, which ends every wait in it.
    func cancellable<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        try await withTaskCancellationHandler(operation: body) { close() }
    }

    func close() {
        stream.loop.execute { [stream] in stream.assumeIsolated { $0.abort() } }
    }

    /// Idle, and nothing has arrived since: the end, or something nobody asked for, makes it useless.
    func isUsable() async -> Bool { await isUsable(on: stream) }

    private func isUsable(on stream: isolated ByteStream) -> Bool {
        guard !stream.isClosed, !stream.hasInput else {
            stream.close()
            return false
        }
        return true
    }

    /// What the caller sees of a fault in the connection.
    func failure(for error: any Error) -> any Error {
        if Task.isCancelled { return CancellationError() }
        return switch error {
        case let fault as ParseFault:
            Failure(.invalidResponse, "the server at \(endpoint) did not answer in HTTP/1.1: \(fault.reason)")
        case StreamFault.timedOut: Failure(.responseTimedOut, "the server at \(endpoint) did not answer in time")
        case StreamFault.closed: Failure(.connectionClosed, "the server at \(endpoint) closed the connection")
        default: error
        }
    }

    // MARK: Request

    func send(_ request: HTTPClientRequest) async throws -> ResponseHead {
        try await send(request, on: stream)
    }

    private func send(
        _ request: HTTPClientRequest, on stream: isolated ByteStream
    ) async throws -> ResponseHead {
        isReusable = false
        var sentAll = false
        do {
            sentAll = try await write(request, stream)
        } catch StreamFault.closed where !stream.isClosed {
            // The server stopped reading: its reason may be there to read.
        }
        var parser = ResponseParser(method: request.method, limits: limits)
        var head: ResponseHead?
        let limit = request.timeouts.response?.wholeMilliseconds ?? .max
        while head == nil {
            let more = try await stream.fill(within: limit) { bytes in
                let (used, found) = try parser.consume(bytes)
                head = found
                return used
            }
            guard more || head != nil else { throw StreamFault.closed }
        }
        guard let head else { throw StreamFault.closed }
        guard head.status.code != 101 else {
            throw ParseFault(.badRequest, "it changed the protocol without being asked")
        }
        decoder = BodyDecoder(head.framing, limit: .max)
        isReusable = head.keepsAlive && sentAll
        return head
    }

    /// False when the server answered before it had everything.
    private func write(_ request: HTTPClientRequest, _ stream: isolated ByteStream) async throws -> Bool {
        var bytes = Array("\(request.method) \(request.target) HTTP/1.1\r\n".utf8)
        guard Self.isSound(request), bytes.count <= 32 << 10 else {
            throw Failure(.invalidArgument, "the request target or method is malformed: \(request.target)")
        }
        var headers = request.headers
        if !headers.contains("Host") { headers.add("Host", endpoint.hostField) }
        switch request.body {
        case .none:
            if request.method == .post || request.method == .put || request.method == .patch {
                headers.set("Content-Length", "0")
            }
        case .bytes(let body): headers.set("Content-Length", String(body.count))
        case .stream(let length?, _): headers.set("Content-Length", String(length))
        case .stream(nil, _): headers.set("Transfer-Encoding", "chunked")
        }
        headers.write(to: &bytes)
        bytes.append(contentsOf: [0x0D, 0x0A])
        switch request.body {
        case .none: try await stream.write(bytes)
        case .bytes(let body) where body.count <= 32 << 10: try await stream.write(bytes + body)
        case .bytes(let body):
            try stream.send(bytes)
            try await stream.write(body)
        case .stream(let length, let next):
            try stream.send(bytes)
            return try await pump(length, next, stream)
        }
        return true
    }

    private func pump(
        _ length: Int?, _ next: @Sendable () async throws -> [UInt8]?, _ stream: isolated ByteStream
    ) async throws -> Bool {
        var left = length ?? .max
        while let part = try await next() {
            if stream.hasInput { return false }
            if part.isEmpty { continue }
            guard part.count <= left else { throw Failure(.invalidArgument, "the body is longer than announced") }
            if length != nil { left -= part.count }
            try await stream.write(length == nil ? ServerConnection.chunk(part) : part)
        }
        guard length == nil || left == 0 else { throw Failure(.invalidArgument, "the body is shorter than announced") }
        if length == nil { try stream.send(Array("0\r\n\r\n".utf8)) }
        return true
    }

    private static func isSound(_ request: HTTPClientRequest) -> Bool {
        !request.target.isEmpty && request.target.utf8.allSatisfy(HTTPGrammar.isTarget)
            && !request.method.rawValue.isEmpty && request.method.rawValue.utf8.allSatisfy(HTTPGrammar.isToken)
    }

    // MARK: Response

    func nextBody(within limit: Int) async throws -> [UInt8]? { try await nextBody(within: limit, on: stream) }

    /// True once when the body is complete and the connection may serve another request.
    func isFinished() async -> Bool { await finished(on: stream) }

    private func finished(on stream: isolated ByteStream) -> Bool {
        guard decoder.isComplete, isReusable, !stream.isClosed, !stream.hasUnread else {
            stream.close()
            return false
        }
        isReusable = false
        return true
    }

    private func nextBody(within limit: Int, on stream: isolated ByteStream) async throws -> [UInt8]? {
        var chunk: [UInt8] = []
        while chunk.isEmpty, !decoder.isComplete {
            let more = try await stream.fill(within: limit) { try decoder.consume($0, into: &chunk) }
            guard !more else { continue }
            guard decoder.endsWithConnection else { throw StreamFault.closed }
            decoder = BodyDecoder(.none, limit: 0)
        }
        return chunk.isEmpty ? nil : chunk
    }
}
