// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import HTTP
import Primitives
import Synchronization

/// The server that `scripts/bench http` measures beside its peers: `httpbench PORT THREADS FOLDER [CHAIN KEY]`, with TLS when
/// it is given a certificate.
@main
enum HTTPBench {
    private struct Answer: Encodable {
        let message: String
        let number: Int
    }

    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4 || arguments.count == 6, let port = Int(arguments[1]),
            let threads = Int(arguments[2])
        else {
            print("usage: httpbench PORT THREADS FOLDER [CHAIN KEY]")
            exit(64)
        }
        let audience = Audience(loops: EventLoop.shared(count: threads))
        let site = try StaticSiteHandler(root: arguments[3])
        var router = Router()
        router.get("/json") { exchange in
            try await exchange.respond(json: Answer(message: "hello", number: 42))
        }
        router.get("/socket") { exchange in
            try await exchange.upgrade { socket in
                audience.join(socket)
                while let message = try await socket.receive() {
                    if case .text(let text) = message { audience.tell(text) }
                }
            }
        }
        router.get("/*", site.handler)
        var listener = HTTPListener.tcp(host: "127.0.0.1", port: port)
        if arguments.count == 6 {
            let files = TLSCertificateFiles(chain: arguments[4], key: arguments[5])
            listener = .tls(host: "127.0.0.1", port: port, certificates: try TLSCertificates([files]))
        }
        var configuration = HTTPServerConfiguration(listeners: [listener], threads: threads)
        configuration.placement = .loop
        configuration.limits.connections = 100_000
        try await HTTPServer(configuration: configuration, handler: router.handler).run()
    }
}

/// Those who are told what any of them says, the way that the live service tells its connections: encoded once, and pushed
/// along each loop without waiting.
private final class Audience: Sendable {
    private let loops: [EventLoop]
    private let sockets = Mutex<[WebSocket]>([])

    init(loops: [EventLoop]) { self.loops = loops }

    /// From here on, also when it is closed: pushing does nothing then.
    func join(_ socket: WebSocket) { sockets.withLock { $0.append(socket) } }

    func tell(_ text: String) {
        let frames = WebSocket.frames(of: [Array(text.utf8)])
        let sockets = sockets.withLock { $0 }
        for loop in loops {
            loop.execute {
                for socket in sockets where socket.stream.loop === loop {
                    socket.stream.assumeIsolated { socket.push(frames, on: $0) }
                }
            }
        }
    }
}
