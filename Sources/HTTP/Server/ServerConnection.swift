// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// One connection of a server: reads a request, has it handled, sees to its response, and so on until it ends.
///
/// The response side is in ServerConnection+Response.swift.
// Unchecked: every method takes the stream it serves as its isolation, so all state is confined to that stream's loop.
final class ServerConnection: @unchecked Sendable {
    /// How far the response to the current request is.
    enum Answer: Equatable {
        case none
        case chunks
        /// Bytes left of the announced length.
        case fixed(Int)
        /// Of unknown length to an HTTP/1.0 peer.
        case untilClose
        case complete
    }

    /// A body that nobody read is skipped up to here to keep the connection; beyond it costs more than a new one.
    private static let skippedBytes = 256 << 10
    /// How long a peer may finish sending what nobody will read, so that it sees the answer and not a reset.
    private static let lingerMilliseconds = 2000

    let server: ServerState
    var session: TLSSession?
    private var parser: RequestParser
    private var decoder = BodyDecoder(.none, limit: 0)
    private var bodyFault: Failure?
    private(set) var awaitsContinue = false
    /// Counts requests: an exchange kept beyond its own finds another number here.
    private(set) var number = 0
    var answer = Answer.none
    var keepsAlive = true
    var isHead = false
    /// The request was HTTP/1.1, not 1.0.
    private(set) var isCurrent = true
    /// The request's fields, for what its response depends on.
    private(set) var requestHeaders = HTTPHeaders()
    /// What the connection has been turned into.
    var successor: Successor?
    /// Of a streamed response that is compressed.
    var encoder: ContentEncoder?

    private let isProxied: Bool
    /// The socket's peer, or who a PROXY header says it is.
    private var peer: Peer
    /// The address that takes part in the admission's count.
    private var admitted: String?
    /// Milliseconds spent waiting for the body, and the bytes that came.
    private var bodyWait = 0
    private var bodyBytes = 0

    init(server: ServerState, peer: Peer, isProxied: Bool) {
        self.server = server
        self.peer = peer
        self.isProxied = isProxied
        parser = RequestParser(limits: server.limits)
    }

    /// Serves until the peer or the server has had enough, and closes the stream.
    func serve(with certificates: TLSCertificates?, on stream: isolated ByteStream) async {
        do {
            if isProxied { try await readProxyHeader(on: stream) }
            if let host = peer.host, let admission = server.admission {
                guard admission.enter(host) else {
                    throw ParseFault(.tooManyRequests, "this address has too many connections")
                }
                admitted = host
            }
            if let certificates { try await secure(with: certificates, on: stream) }
            while try await serveNext(on: stream) {}
            if let successor { return begin(successor, on: stream) }
            try await end(on: stream)
        } catch let fault as ParseFault {
            await refuse(fault, on: stream)
        } catch StreamFault.timedOut {
            await refuse(ParseFault(.requestTimeout, "the request did not arrive in time"), on: stream)
        } catch {}
        leave(stream)
    }

    /// The last that happens on the connection.
    func leave(_ stream: isolated ByteStream) {
        stream.close()
        if let admitted { server.admission?.leave(admitted) }
        server.leave()
    }

    // MARK: Requests

    /// True when the connection goes on to another request.
    private func serveNext(on stream: isolated ByteStream) async throws -> Bool {
        guard let head = try await nextHead(on: stream) else { return false }
        number += 1
        answer = .none
        isHead = head.method == .head
        (isCurrent, requestHeaders, encoder) = (head.isCurrent, head.headers, nil)
        defer { requestHeaders = HTTPHeaders() }
        keepsAlive = head.keepsAlive && !server.isDraining
        awaitsContinue = head.expectsContinue
        (bodyFault, bodyWait, bodyBytes) = (nil, 0, 0)
        decoder = BodyDecoder(head.framing, limit: server.limits.bodyBytes)
        let request = HTTPRequest(
            method: head.method, target: head.target, headers: head.headers, peer: peer, tls: session,
            client: server.admission?.client(peer, head.headers), isCurrent: head.isCurrent)
        let exchange = Exchange(request: request, connection: self, number: number, stream: stream)
        if let excess = server.admission?.excess(of: request.client) {
            let refusal = server.refusal(excess, client: request.client, request: request)
            try await respond(refusal, to: number, on: stream)
        } else {
            try await answer(exchange, on: stream)
        }
        try await finishAnswer(to: number, on: stream)
        return try await skipBody(on: stream)
    }

    private func answer(_ exchange: Exchange, on stream: isolated ByteStream) async throws {
        do {
            try await handle(exchange)
            if answer == .none { throw Failure(.internalError, "no handler answered") }
        } catch {
            guard answer == .none, !stream.isClosed, !Task.isCancelled else { throw error }
            if !(error is Failure) { log(error, exchange.request) }
            try await respond(.problem(bodyFault ?? error), to: number, on: stream)
        }
    }

    /// Without a preference of its own the handler, and all it calls, would run on the loop and could hold it up.
    private nonisolated(nonsending) func handle(_ exchange: Exchange) async throws {
        if server.placement != .pool { return try await server.handler(exchange) }
        try await withTaskExecutorPreference(globalConcurrentExecutor) { try await server.handler(exchange) }
    }

    private func nextHead(on stream: isolated ByteStream) async throws -> RequestHead? {
        if server.isDraining, !stream.hasUnread { return nil }
        stream.isIdle = !stream.hasUnread
        defer { stream.isIdle = false }
        var head: RequestHead?
        var deadline = Int.max
        while head == nil {
            let limit = deadline == .max ? server.times.idle : max(0, deadline - stream.loop.now)
            do {
                let more = try await stream.fill(within: limit) { bytes in
                    let (used, found) = try parser.consume(bytes)
                    head = found
                    return used
                }
                guard more else { return nil }
            } catch StreamFault.timedOut where parser.isUntouched {
                return nil
            }
            if deadline == .max { deadline = stream.loop.now + server.times.head }
            stream.isIdle = false
        }
        return head
    }

    private func log(_ error: any Error, _ request: HTTPRequest) {
        server.logger.error(
            "a handler failed", ("method", request.method.rawValue), ("path", String(request.path)),
            ("error", String(describing: error)))
    }

    // MARK: Bodies

    /// The next bytes of the request's body, nil at its end. Reads the socket only when asked.
    func nextBody(of exchange: Int, on stream: isolated ByteStream) async throws -> [UInt8]? {
        try check(exchange)
        if let bodyFault { throw bodyFault }
        try inviteBody(on: stream)
        var chunk: [UInt8] = []
        do {
            while chunk.isEmpty {
                guard !decoder.isComplete else { return nil }
                guard try await fillBody(&chunk, on: stream) else { throw StreamFault.closed }
            }
            return chunk
        } catch {
            keepsAlive = false
            let failure = Self.failure(for: error)
            bodyFault = failure
            throw failure
        }
    }

    /// Takes what has come of the body, or waits for it: no longer than one silence may be, nor than its rate allows.
    private func fillBody(_ chunk: inout [UInt8], on stream: isolated ByteStream) async throws -> Bool {
        let began = stream.loop.now
        let rate = server.limits.bodyRate
        let allowed = rate > 0 ? server.times.body + bodyBytes * 1000 / rate - bodyWait : .max
        let before = chunk.count
        let more = try await stream.fill(within: max(0, min(server.times.body, allowed))) {
            try decoder.consume($0, into: &chunk)
        }
        bodyWait += stream.loop.now - began
        bodyBytes += chunk.count - before
        return more
    }

    /// The first thing on a listener behind a proxy; without it nobody could say whose the requests are.
    private func readProxyHeader(on stream: isolated ByteStream) async throws {
        var bytes: [UInt8] = []
        var header: ProxyHeader?
        let deadline = stream.loop.now + server.times.head
        while header == nil {
            let more = try await stream.fill(within: max(0, deadline - stream.loop.now)) { input in
                let before = bytes.count
                bytes.append(contentsOf: input.prefix(4096))
                guard let (found, length) = try ProxyHeader.parse(bytes) else { return bytes.count - before }
                header = found
                return length - before
            }
            guard more else { throw StreamFault.closed }
        }
        if case .tcp(let host, let port) = header { peer = .tcp(host: host, port: port) }
    }

    /// Tells a peer that holds its body back to send it, unless the answer has told it already.
    func inviteBody(on stream: isolated ByteStream) throws {
        if awaitsContinue, answer == .none { try stream.send(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }
        awaitsContinue = false
    }

    /// What a handler sees of a fault in the connection.
    static func failure(for error: any Error) -> Failure {
        switch error {
        case let fault as ParseFault:
            Failure(fault.status == .contentTooLarge ? .payloadTooLarge : .invalidRequest, fault.reason)
        case StreamFault.timedOut: Failure(.requestTimedOut, "the request's body did not arrive in time")
        case is StreamFault: Failure(.connectionClosed, "the peer closed the connection")
        default: Failure.wrapping(error)
        }
    }

    /// Skips what is left of the body. True when the connection can be used again.
    private func skipBody(on stream: isolated ByteStream) async throws -> Bool {
        guard keepsAlive, !awaitsContinue else { return false }
        var skipped = 0
        while !decoder.isComplete {
            guard skipped <= Self.skippedBytes else { return false }
            var chunk: [UInt8] = []
            guard try await fillBody(&chunk, on: stream) else { return false }
            skipped += chunk.count
        }
        return true
    }

    /// The request has no body, or all of it has been read.
    var hasNoBody: Bool { decoder.isComplete }

    func check(_ exchange: Int) throws {
        guard exchange == number else { throw Failure(.internalError, "the exchange is over") }
    }

    // MARK: The end

    private func refuse(_ fault: ParseFault, on stream: isolated ByteStream) async {
        guard answer == .none || answer == .complete else { return }
        number += 1
        answer = .none
        (isHead, isCurrent, encoder) = (false, true, nil)
        keepsAlive = false
        let failure =
            fault.status == .tooManyRequests
            ? Failure(.tooManyRequests, fault.reason, retry: .after(.seconds(1)))
            : Failure(.invalidRequest, fault.reason)
        let client = server.admission?.client(peer, HTTPHeaders())
        try? await respond(
            server.refusal(failure, status: fault.status, client: client), to: number, on: stream)
        decoder = BodyDecoder(.untilClose, limit: .max)
        try? await end(on: stream)
    }

    /// Lets the last bytes out, and those of an unread body in, before the socket is closed.
    func end(on stream: isolated ByteStream) async throws {
        try await stream.finishOutput()
        guard !decoder.isComplete else { return }
        let deadline = stream.loop.now + Self.lingerMilliseconds
        while stream.loop.now < deadline {
            let more = try await stream.fill(within: deadline - stream.loop.now) { $0.count }
            guard more else { return }
        }
    }
}
