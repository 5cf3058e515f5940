// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import Primitives

/// Makes one connection to an endpoint, trying every address its name has.
struct Connector: Sendable {
    let endpoint: HTTPEndpoint
    let loop: EventLoop
    /// For TLS endpoints; nil for the system's authorities.
    let trust: TLSTrust?

    /// A unix server whose queue is full refuses at once instead of letting the caller wait; ask again after this.
    private static let fullQueuePause = 5

    /// Throws `connection_refused`, `connect_timed_out`, `host_not_found`, `invalid_argument`, one of TLS's codes or the
    /// system's reason.
    func connect(within limit: Duration?) async throws -> ByteStream {
        var last = Failure(.hostNotFound, "the host of \(endpoint) has no address")
        for address in try await addresses() {
            do {
                return try await connect(to: address, within: limit)
            } catch let failure as Failure {
                last = failure
            }
        }
        throw last
    }

    private func addresses() async throws -> [SocketAddress] {
        switch endpoint {
        case .unix(let path):
            guard let address = SocketAddress(unixPath: path) else {
                throw Failure(.socketPathTooLong, "the socket path \(path) does not fit", hint: "at most 107 bytes fit")
            }
            return [address]
        case .tcp(let host, let port), .tls(let host, let port):
            guard let number = UInt16(exactly: port) else {
                throw Failure(.invalidArgument, "there is no port \(port)")
            }
            if let address = SocketAddress(numericHost: host, port: number) { return [address] }
            return try await NameResolver.addresses(of: host, port: number)
        }
    }

    private func connect(to address: SocketAddress, within limit: Duration?) async throws -> ByteStream {
        let patience = limit?.wholeMilliseconds ?? .max
        var waited = 0
        while true {
            try Task.checkCancellation()
            let descriptor = dx_socket(address.family)
            guard descriptor >= 0 else { throw Failure.system(errno, "can't make a socket for \(endpoint)") }
            let problem = address.withBytes { dx_connect(descriptor, $0, $1) }
            if problem == 0 { return try await establish(descriptor, within: patience) }
            close(descriptor)
            guard problem == EAGAIN else { throw failure(problem) }
            guard waited < patience else { throw timedOut() }
            waited += Self.fullQueuePause
            await loop.pause(milliseconds: Self.fullQueuePause)
        }
    }

    private func establish(_ descriptor: Int32, within patience: Int) async throws -> ByteStream {
        let isUnix = if case .unix = endpoint { true } else { false }
        if !isUnix { dx_no_delay(descriptor) }
        let stream = ByteStream(loop: loop, descriptor: descriptor, peer: .unknown, hangupPolicy: .keepInput)
        let problem = try await withTaskCancellationHandler {
            try await Self.open(stream, within: patience)
        } onCancel: {
            loop.execute { stream.assumeIsolated { $0.abort() } }
        }
        guard let problem else { throw timedOut() }
        guard problem == 0 else {
            await stream.abort()
            throw failure(problem)
        }
        if case .tls(let host, _) = endpoint { try await secure(stream, for: host, within: patience) }
        return stream
    }

    /// The handshake, which has as long again as the connection had.
    private func secure(_ stream: ByteStream, for host: String, within patience: Int) async throws {
        do {
            let engine = try TLSEngine(client: try trust ?? TLSTrust.system.get(), host: host)
            try await withTaskCancellationHandler {
                try await Self.handshake(engine, on: stream, within: patience)
            } onCancel: {
                loop.execute { stream.assumeIsolated { $0.abort() } }
            }
        } catch {
            await stream.abort()
            try Task.checkCancellation()
            throw switch error {
            case StreamFault.insecure(let fault): fault.failure(at: endpoint)
            case StreamFault.timedOut: timedOut()
            case is StreamFault:
                Failure(.tlsHandshakeFailed, "\(endpoint) closed the connection instead of making it secure")
            default: error
            }
        }
    }

    private static func handshake(
        _ engine: TLSEngine, on stream: isolated ByteStream, within patience: Int
    ) async throws {
        stream.setTLS(engine)
        try await stream.makeSecure(within: patience)
    }

    /// The outcome as an errno value, nil when the time passed first.
    private static func open(_ stream: isolated ByteStream, within patience: Int) async throws -> Int32? {
        stream.open()
        // While connecting nobody reads, and the only thing written is nothing: a stall is a connect that hangs.
        stream.setStallLimit(patience)
        stream.lastProgress = stream.loop.now
        defer { stream.setStallLimit(.max) }
        do {
            return try await stream.untilConnected()
        } catch StreamFault.closed {
            try Task.checkCancellation()
            return nil
        }
    }

    private func timedOut() -> Failure {
        Failure(.connectTimedOut, "\(endpoint) did not accept the connection in time")
    }

    private func failure(_ problem: Int32) -> Failure {
        switch problem {
        case ECONNREFUSED, ENOENT, ECONNRESET, EPIPE:
            Failure(
                .connectionRefused, "nobody answers at \(endpoint)", hint: "check that the server is running",
                metadata: [.init("endpoint", endpoint.description)])
        case ETIMEDOUT: timedOut()
        case ENETUNREACH, EHOSTUNREACH, ENETDOWN, EHOSTDOWN:
            Failure(.hostUnreachable, "no way leads to \(endpoint) from here: \(String(cString: strerror(problem)))")
        default: Failure.system(problem, "can't connect to \(endpoint)")
        }
    }
}

extension EventLoop {
    /// Waits on the loop's timers. Not ended by cancellation: for pauses of a few milliseconds.
    fileprivate func pause(milliseconds: Int) async {
        await withCheckedContinuation { waiting in schedule(after: milliseconds) { waiting.resume() } }
    }
}
