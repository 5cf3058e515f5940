// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import HTTP
import Primitives
import Processes
import Testing

/// Where the Python with the peers' packages is; nil when scripts/test did not make it.
private enum PeerPython {
    static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        .joined(separator: "/")
    static let path: String? = {
        let path = root + "/.build/peers/bin/python"
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }()
}

/// Foreign ends: the PyPI packages websockets and wsproto, in the environment that scripts/test makes.
@Suite(.enabled(if: PeerPython.path != nil)) struct WebSocketPeerTests {
    private static func peer(_ arguments: [String]) throws -> Command {
        Command(
            executable: try #require(PeerPython.path),
            arguments: [PeerPython.root + "/Tests/Peers/websocket.py"] + arguments)
    }

    @Test(arguments: [false, true]) func foreignClientsAreUnderstood(isCompressed: Bool) async throws {
        var options = WebSocketOptions()
        options.isCompressed = isCompressed
        options.messageBytes = 2 << 20
        var router = Router()
        router.get("/socket") { [options] exchange in
            try await exchange.upgrade(options) { socket in
                while let message = try await socket.receive() {
                    switch message {
                    case .text(let text): try await socket.send(text)
                    case .binary(let bytes): try await socket.send(bytes)
                    }
                }
            }
        }
        try await LiveServer.tcp(handler: router.handler) { endpoint in
            let outcome = try await Child.collect(
                try Self.peer(["client", "ws://\(endpoint)/socket"]), timeout: .seconds(60))
            #expect(String(decoding: outcome.output, as: UTF8.self) == "done\n")
            #expect(String(decoding: outcome.error, as: UTF8.self) == "")
        }
    }

    @Test(arguments: [false, true]) func aForeignServerIsUnderstood(isCompressed: Bool) async throws {
        let server = try Child.spawn(try Self.peer(["server"]))
        var output = server.output.makeAsyncIterator()
        let line = String(decoding: try #require(await output.next()).bytes, as: UTF8.self)
        let port = try #require(Int(line.split(separator: "\n").first ?? ""))
        var options = WebSocketOptions()
        options.isCompressed = isCompressed
        let socket = try await HTTPClient().webSocket(
            to: .tcp(host: "127.0.0.1", port: port), "/", options: options)
        for size in [0, 1, 125, 126, 65_535, 65_536, 300_000] {
            try await socket.send([UInt8](repeating: 7, count: size))
            #expect(try await socket.receive() == .binary([UInt8](repeating: 7, count: size)))
            try await socket.send(String(repeating: "é", count: size))
            #expect(try await socket.receive() == .text(String(repeating: "é", count: size)))
        }
        try await socket.send("close")
        #expect(try await socket.receive() == nil)
        #expect(await socket.closing == WebSocketClose(WebSocketCloseCode(rawValue: 4002), "as you wish"))
        await server.terminate()
    }
}
