// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Traffic on a deployed project while it is redeployed: keep-alive and new connections, POSTs, slow responses, and a
/// foreign WebSocket. Ends with status 1 when a single request was dropped, failed or cut.
///
///     load --port 8101 [--rate 1000] [--seconds 60] [--slow-seconds 30] [--websocket-port 8102] [--stop-file FILE]
@main struct Load {
    static func main() {
        guard let options = Options(CommandLine.arguments.dropFirst()) else {
            print(
                "usage: load --port N [--rate N] [--seconds N] [--slow-seconds N] [--websocket-port N] [--stop-file FILE]"
            )
            exit(64)
        }
        let tally = Tally()
        let end = seconds() + Double(options.seconds)
        let isOver: @Sendable () -> Bool = {
            seconds() >= end || (options.stopFile.map { access($0, F_OK) == 0 } ?? false)
        }
        var threads: [pthread_t] = []
        // Four fifths over kept connections, a tenth over new ones, a tenth POSTs.
        for index in 0..<8 {
            threads.append(thread { keepAlive(options, tally, isOver, rate: Double(options.rate) * 0.1, index) })
        }
        threads.append(thread { fresh(options, tally, isOver, rate: Double(options.rate) * 0.1) })
        threads.append(thread { posts(options, tally, isOver, rate: Double(options.rate) * 0.1) })
        if options.slowSeconds > 0 {
            for _ in 0..<4 { threads.append(thread { slow(options, tally, isOver) }) }
        }
        if let port = options.webSocketPort { threads.append(thread { webSocket(port, tally, isOver) }) }
        for thread in threads { pthread_join(thread, nil) }
        exit(tally.report() == 0 ? 0 : 1)
    }

    private static func keepAlive(
        _ options: Options, _ tally: Tally, _ isOver: () -> Bool, rate: Double, _ index: Int
    ) {
        var connection: Connection?
        pace(rate, isOver) {
            attempt("keep-alive", tally) {
                let open = try connection ?? Connection(port: options.port, timeoutSeconds: 10)
                connection = nil
                let answer = try exchange(open, "GET \(options.path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
                if answer.keepsAlive { connection = open }
                return answer.body
            }
        }
    }

    private static func fresh(_ options: Options, _ tally: Tally, _ isOver: () -> Bool, rate: Double) {
        pace(rate, isOver) {
            attempt("new connection", tally) {
                let open = try Connection(port: options.port, timeoutSeconds: 10)
                return try exchange(
                    open, "GET \(options.path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                ).body
            }
        }
    }

    private static func posts(_ options: Options, _ tally: Tally, _ isOver: () -> Bool, rate: Double) {
        let body = "{\"name\":\"load\"}"
        var connection: Connection?
        pace(rate, isOver) {
            attempt("POST", tally) {
                let open = try connection ?? Connection(port: options.port, timeoutSeconds: 10)
                connection = nil
                let answer = try exchange(
                    open,
                    "POST \(options.postPath) HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
                )
                if answer.keepsAlive { connection = open }
                return answer.body
            }
        }
    }

    private static func slow(_ options: Options, _ tally: Tally, _ isOver: () -> Bool) {
        while !isOver() {
            attempt("\(options.slowSeconds) s response", tally) {
                let open = try Connection(port: options.port, timeoutSeconds: options.slowSeconds + 30)
                return try exchange(
                    open, "GET \(options.slowPath)?seconds=\(options.slowSeconds) HTTP/1.1\r\nHost: localhost\r\n\r\n"
                ).body
            }
        }
    }

    /// One connection for the whole run: an echo every 100 ms.
    private static func webSocket(_ port: UInt16, _ tally: Tally, _ isOver: () -> Bool) {
        attempt("foreign WebSocket", tally) {
            let open = try Connection(port: port, timeoutSeconds: 10)
            try open.send(
                "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
            guard String(decoding: try open.read(through: "\r\n\r\n"), as: UTF8.self).contains(" 101 ") else {
                throw Connection.Broken(reason: "no upgrade")
            }
            while !isOver() {
                // A masked text frame with the mask 0 and the payload "ping".
                try open.send(maskedPing)
                guard try open.read(count: 6).suffix(4).elementsEqual("ping".utf8) else {
                    throw Connection.Broken(reason: "wrong echo")
                }
                usleep(100_000)
            }
            return []
        }
    }

    // 0x81 0x84, the mask, the payload: text frames from a client are always masked (RFC 6455 §5.3).
    private static let maskedPing: [UInt8] = [0x81, 0x84, 0, 0, 0, 0] + Array("ping".utf8)

    private static func exchange(
        _ connection: Connection, _ request: String
    ) throws -> (keepsAlive: Bool, body: [UInt8]) {
        try connection.send(request)
        let answer = try connection.response()
        guard (200...299).contains(answer.status) else { throw Connection.Broken(reason: "status \(answer.status)") }
        return (answer.keepsAlive, answer.body)
    }

    private static func attempt(
        _ kind: String, _ tally: Tally, _ body: () throws -> [UInt8]
    ) {
        let start = seconds()
        do {
            let answer = try body()
            tally.answered(kind, seconds: seconds() - start, body: answer)
        } catch {
            tally.failed(kind, (error as? Connection.Broken)?.reason ?? "\(error)")
        }
    }

    /// Calls a closure at a fixed rate until it is over; a late call is not made up for by a burst.
    private static func pace(_ rate: Double, _ isOver: () -> Bool, _ body: () -> Void) {
        var next = seconds()
        while !isOver() {
            body()
            next = max(next + 1 / rate, seconds() - 1)
            let wait = next - seconds()
            if wait > 0 { usleep(UInt32(wait * 1e6)) }
        }
    }

    private static func thread(_ body: @escaping @Sendable () -> Void) -> pthread_t {
        final class Box: Sendable {
            let body: @Sendable () -> Void
            init(_ body: @escaping @Sendable () -> Void) { self.body = body }
        }
        var thread = pthread_t()
        let status = pthread_create(
            &thread, nil,
            { argument in
                argument.map { Unmanaged<Box>.fromOpaque($0).takeRetainedValue().body() }
                return nil
            }, Unmanaged.passRetained(Box(body)).toOpaque())
        precondition(status == 0, "no thread: \(status)")
        return thread
    }
}
