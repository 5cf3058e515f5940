// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// One connection of a client: a request, its response, and so on.
// Unchecked: every method that touches the parser takes the stream as its isolation or hops to it.
final class ClientConnection: @unchecked Sendable {
    let endpoint: HTTPEndpoint
    let stream: ByteStream
    private let limits: HTTPLimits
    private var decoder = BodyDecoder(.none, limit: 0)
    private var isReusable = false
    private var isSending = false
    /// Why the request's own body could not be had.
    private var bodyFault: (any Error)?

    init(stream: ByteStream, endpoint: HTTPEndpoint, limits: HTTPLimits) {
        self.endpoint = endpoint
        self.stream = stream
        self.limits = limits
    }

    /// Runs a part of the exchange; cancellation closes the connection, which ends every wait in it.
    func cancellable<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        // On the loop from beginning to end: without the preference every wait in it costs two thread switches.
        try await withTaskExecutorPreference(stream.loop) {
            try await withTaskCancellationHandler(operation: body) { close() }
        }
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

    private func send(_ request: HTTPClientRequest, on stream: isolated ByteStream) async throws -> ResponseHead {
        isReusable = false
        stream.setStallLimit(request.timeouts.idle?.wholeMilliseconds ?? .max)
        do {
            try await write(request, stream)
        } catch StreamFault.closed where !stream.isClosed {
            // The server stopped reading: its reason may be there to read.
        }
        var parser = ResponseParser(method: request.method, limits: limits)
        var head: ResponseHead?
        while head == nil {
            let more = try await fill(within: request.timeouts.response?.wholeMilliseconds ?? .max, stream) { bytes in
                let (used, found) = try parser.consume(bytes)
                head = found
                return used
            }
            guard more || head != nil else { throw bodyFault ?? StreamFault.closed }
        }
        guard let head else { throw StreamFault.closed }
        guard head.status.code != 101 || request.headers.contains("upgrade") else {
            throw ParseFault(.badRequest, "it changed the protocol without being asked")
        }
        decoder = BodyDecoder(head.framing, limit: .max)
        isReusable = head.keepsAlive
        return head
    }

    /// Reads; a silence does not count while the request itself is still on its way.
    private func fill(
        within limit: Int, _ stream: isolated ByteStream, _ consume: (UnsafeRawBufferPointer) throws -> Int
    ) async throws -> Bool {
        while true {
            let wasSending = isSending
            do {
                return try await stream.fill(within: limit, consume)
            } catch StreamFault.timedOut where wasSending {
                continue
            } catch StreamFault.closed {
                throw bodyFault ?? StreamFault.closed
            }
        }
    }

    private func write(_ request: HTTPClientRequest, _ stream: isolated ByteStream) async throws {
        let head = try RequestText.head(of: request, to: endpoint)
        switch request.body {
        case .none: try await stream.write(head)
        case .bytes(let body) where body.count <= 32 << 10: try await stream.write(head + body)
        case .bytes, .stream:
            try stream.send(head)
            isSending = true
            // Owned by the stream, which cancels it when it closes. Beside the reading, because a server may answer
            // while it is still being sent to, and stop reading when nobody takes its answer.
            stream.setTask(
                Task(executorPreference: stream.loop) { [self] in await sendBody(request.body, on: stream) })
        }
    }

    private func sendBody(_ body: HTTPClientRequest.Body, on stream: isolated ByteStream) async {
        defer { isSending = false }
        do {
            switch body {
            case .none: break
            case .bytes(let bytes): try await stream.write(bytes)
            case .stream(let length, let next): try await pump(length, next, stream)
            }
        } catch is StreamFault {
            isReusable = false
        } catch {
            bodyFault = error
            stream.close()
        }
    }

    private func pump(
        _ length: Int?, _ next: @Sendable () async throws -> [UInt8]?, _ stream: isolated ByteStream
    ) async throws {
        var left = length ?? .max
        while let part = try await next() {
            guard !part.isEmpty else { continue }
            guard part.count <= left else { throw Failure(.invalidArgument, "the body is longer than announced") }
            if length != nil { left -= part.count }
            try await stream.write(length == nil ? ServerConnection.chunk(part) : part)
        }
        guard length == nil || left == 0 else { throw Failure(.invalidArgument, "the body is shorter than announced") }
        if length == nil { try stream.send(Array("0\r\n\r\n".utf8)) }
    }

    // MARK: Response

    func nextBody(within limit: Int) async throws -> [UInt8]? { try await nextBody(within: limit, on: stream) }

    /// True once when the body is complete and the connection may serve another request.
    func isFinished() async -> Bool { await finished(on: stream) }

    private func finished(on stream: isolated ByteStream) -> Bool {
        guard decoder.isComplete, isReusable, !isSending, !stream.isClosed, !stream.hasUnread else {
            stream.close()
            return false
        }
        isReusable = false
        stream.setTask(nil)
        return true
    }

    private func nextBody(within limit: Int, on stream: isolated ByteStream) async throws -> [UInt8]? {
        var chunk: [UInt8] = []
        while chunk.isEmpty, !decoder.isComplete {
            let more = try await fill(within: limit, stream) { try decoder.consume($0, into: &chunk) }
            guard !more else { continue }
            guard decoder.endsWithConnection else { throw bodyFault ?? StreamFault.closed }
            decoder = BodyDecoder(.none, limit: 0)
        }
        return chunk.isEmpty ? nil : chunk
    }
}
