// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

extension ServerConnection {
    /// Bodies up to this size are sent in one piece with their head.
    private static let joinedBytes = 32 << 10

    func respond(_ response: HTTPResponse, to exchange: Int, on stream: isolated ByteStream) async throws {
        var bytes = try head(response.status, response.headers, length: response.body.count, exchange, stream)
        let sendsBody = !isHead && !response.status.forbidsBody && !response.body.isEmpty
        answer = .complete
        if sendsBody, response.body.count <= Self.joinedBytes {
            bytes.append(contentsOf: response.body)
            try await stream.write(bytes)
        } else {
            try stream.send(bytes)
            if sendsBody { try await stream.write(response.body) }
        }
    }

    /// Begins a streamed response: of the given length, or chunked when nobody knows it yet.
    func start(
        _ status: HTTPStatus, _ headers: HTTPHeaders, length: Int?, of exchange: Int, on stream: isolated ByteStream
    ) async throws {
        // A streamed success may be made from the body as it comes.
        if status.isSuccess { try inviteBody(on: stream) }
        var headers = headers
        if length == nil, !isHead || isCurrent { encoder = encoder(for: &headers, status) }
        let bytes = try head(status, headers, length: length, exchange, stream)
        answer =
            isHead || status.forbidsBody ? .complete : length.map { .fixed($0) } ?? (isCurrent ? .chunks : .untilClose)
        try await stream.write(bytes)
    }

    /// Sends a part of a streamed response; suspends while the peer is behind. Nothing is sent in answer to HEAD.
    func write(_ bytes: [UInt8], of exchange: Int, on stream: isolated ByteStream) async throws {
        try check(exchange)
        switch answer {
        case .none: throw Failure(.internalError, "the response was not started")
        case .complete: return
        case .chunks, .untilClose:
            guard !bytes.isEmpty else { return }
            // Without a suspension between compressing and queueing, in which a heartbeat could overtake.
            try stream.send(framed(bytes))
            try await stream.write([])
        case .fixed(let left):
            guard bytes.count <= left else { throw Failure(.internalError, "more was written than announced") }
            answer = .fixed(left - bytes.count)
            try await stream.write(bytes)
        }
    }

    /// Sends a part of an open file, the whole of what a response of known length has left.
    func send(
        file: Int32, offset: Int, count: Int, of exchange: Int, on stream: isolated ByteStream
    ) async throws {
        try check(exchange)
        guard answer != .complete else { return }
        guard answer == .fixed(count) else { throw Failure(.internalError, "the file is not what was announced") }
        try await stream.send(file: file, offset: offset, count: count)
        answer = .complete
    }

    /// Ends a streamed response; nothing when it has ended.
    func finishAnswer(to exchange: Int, on stream: isolated ByteStream) async throws {
        try check(exchange)
        stream.setHeartbeat(nil)
        // A WebSocket has its own.
        if successor == nil { stream.shutdownAction = nil }
        switch answer {
        case .chunks:
            answer = .complete
            var rest: [UInt8] = []
            if let encoder { rest = Self.chunk(encoder.finish()) }
            encoder = nil
            try stream.send(rest + Array("0\r\n\r\n".utf8))
            try await stream.write([])
        case .untilClose:
            answer = .complete
        case .fixed(let left) where left > 0:
            // The peer was promised more: only a broken connection says so.
            stream.abort()
            throw StreamFault.closed
        case .none, .fixed, .complete:
            answer = .complete
        }
    }

    /// A part of a streamed response as it travels: compressed so that all of it can be read, and framed.
    func framed(_ bytes: [UInt8]) -> [UInt8] {
        let coded = encoder?.encode(bytes) ?? bytes
        return answer == .chunks ? Self.chunk(coded) : coded
    }

    private func encoder(for headers: inout HTTPHeaders, _ status: HTTPStatus) -> ContentEncoder? {
        guard isCurrent, let policy = server.compression else { return nil }
        let isEvents = headers["content-type"]?.hasPrefix("text/event-stream") ?? false
        let coding = policy.apply(
            to: &headers, status: status, length: nil, request: requestHeaders,
            // An event stream may last for days, and gzip needs the least memory for that.
            offered: isEvents ? [.gzip] : ContentCoding.offered)
        return coding.map { ContentEncoder($0, .quick) }
    }

    static func chunk(_ bytes: [UInt8]) -> [UInt8] {
        var framed: [UInt8] = []
        framed.reserveCapacity(bytes.count + 20)
        framed.append(contentsOf: String(bytes.count, radix: 16).utf8)
        framed.append(contentsOf: [0x0D, 0x0A])
        framed.append(contentsOf: bytes)
        framed.append(contentsOf: [0x0D, 0x0A])
        return framed
    }

    private func head(
        _ status: HTTPStatus, _ headers: HTTPHeaders, length: Int?, _ exchange: Int, _ stream: isolated ByteStream
    ) throws -> [UInt8] {
        try check(exchange)
        guard answer == .none else { throw Failure(.internalError, "the request was answered before") }
        // The peer holds its body back until it is told to go on, so the next bytes are of unknown meaning.
        if awaitsContinue || server.isDraining { keepsAlive = false }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256 + (length ?? 0 <= Self.joinedBytes ? length ?? 0 : 0))
        bytes.append(contentsOf: status.line)
        headers.write(to: &bytes)
        bytes.append(contentsOf: stream.loop.dateLine)
        if !status.forbidsBody {
            if let length {
                bytes.append(contentsOf: "Content-Length: ".utf8)
                bytes.append(contentsOf: String(length).utf8)
                bytes.append(contentsOf: "\r\n".utf8)
            } else if isCurrent {
                bytes.append(contentsOf: "Transfer-Encoding: chunked\r\n".utf8)
            } else if !isHead {
                // HTTP/1.0 knows no chunks: the end of the connection is the end of the body.
                keepsAlive = false
            }
        }
        bytes.append(contentsOf: keepsAlive ? "\r\n".utf8 : "Connection: close\r\n\r\n".utf8)
        return bytes
    }
}
