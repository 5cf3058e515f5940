// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import HTTP
import Hashing
import Primitives
import Synchronization

/// A double of a registry that moves its layers so slowly, in either direction, that none arrives, and knows whether its
/// peer is still there: no real one can be slowed down. Made from the OCI distribution specification.
final class CrawlingRegistryDouble: Sendable {
    static let layerSize = 8 << 20

    private static let layer = "sha256:" + String(repeating: "ab", count: 32)
    private static let configuration = Array(
        #"{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["\#(layer)"]}}"#.utf8)
    private static let manifest = Array(
        """
        {"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json",
        "config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":\(configuration.count),
        "digest":"sha256:\(SHA256.hex(of: configuration))"},
        "layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","size":\(layerSize),
        "digest":"\(layer)"}]}
        """.utf8)

    private let counts = Mutex((begun: 0, ended: 0))

    /// Layers that have begun, in either direction.
    var begun: Int { counts.withLock(\.begun) }
    /// Of these, how many the peer gave up.
    var ended: Int { counts.withLock(\.ended) }

    /// Calls the body with the double and its host and port.
    static func with(
        _ body: @Sendable @escaping (CrawlingRegistryDouble, String) async throws -> Void
    ) async throws {
        let double = CrawlingRegistryDouble()
        let server = HTTPServer(
            configuration: HTTPServerConfiguration(
                listeners: [.tcp(host: "127.0.0.1", port: 0)], threads: 1, grace: .milliseconds(100))
        ) { try await double.answer($0) }
        let endpoint = try server.bind()[0]
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            defer { group.cancelAll() }
            try await body(double, endpoint.description)
        }
    }

    private func answer(_ exchange: Exchange) async throws {
        let path = exchange.request.path
        switch exchange.request.method {
        case .patch, .put:
            try await crawl { _ = try await exchange.nextBody() }
        case .post:
            let headers: HTTPHeaders = ["Location": "\(path)1", "Docker-Upload-UUID": "1", "Range": "0-0"]
            try await exchange.respond(HTTPResponse(202, headers: headers))
        case _ where path == "/v2/":
            try await exchange.respond(HTTPResponse(headers: ["Docker-Distribution-Api-Version": "registry/2.0"]))
        case _ where path.contains("/manifests/"):
            let headers: HTTPHeaders = [
                "Content-Type": "application/vnd.docker.distribution.manifest.v2+json",
                "Docker-Content-Digest": "sha256:" + SHA256.hex(of: Self.manifest),
            ]
            try await exchange.respond(HTTPResponse(headers: headers, body: Self.manifest))
        case .get where path.hasSuffix(Self.layer):
            try await exchange.start(length: Self.layerSize)
            try await crawl { try await exchange.write([UInt8](repeating: 7, count: 4 << 10)) }
        case .get where path.contains("/blobs/"): try await exchange.respond(HTTPResponse(body: Self.configuration))
        default: try await exchange.respond(HTTPResponse(404))
        }
    }

    /// Moves a little at a time until the peer is gone, which ends the connection and with it the handler.
    private func crawl(_ move: () async throws -> Void) async throws {
        counts.withLock { $0.begun += 1 }
        defer { counts.withLock { $0.ended += 1 } }
        while true {
            try await move()
            try await TimeSource.system.sleep(for: .milliseconds(50))
        }
    }
}
