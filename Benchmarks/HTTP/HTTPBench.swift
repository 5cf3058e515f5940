// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import HTTP
import Primitives

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
        let broadcast = Broadcast()
        let site = try StaticSiteHandler(root: arguments[3])
        var router = Router()
        router.get("/json") { exchange in
            try await exchange.respond(json: Answer(message: "hello", number: 42))
        }
        router.webSocket("/socket") { _, socket in
            await broadcast.subscribe(socket)
            for try await message in socket.messages {
                if case .text(let text) = message { broadcast.send(text) }
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
