// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import HTTP
import Model
import Primitives

extension ControlPlane {
    func addSourceRoutes(to router: inout Router) {
        router.post("/v1/sources/missing") { exchange in
            let digests = try await exchange.decodeBody(as: [String].self, upTo: 32 << 20)
            try await exchange.respond(json: try await intake.missing(of: digests))
        }

        router.put("/v1/blobs/:digest") { exchange in
            // Whoever announces too much is told before sending it.
            try Self.checkFileSize(exchange.announcedLength ?? 0)
            var size: Int64 = 0
            try await intake.receive(try exchange.parameter("digest")) {
                let bytes = try await exchange.nextBody()
                size += Int64(bytes?.count ?? 0)
                try Self.checkFileSize(size)
                return bytes
            }
            try await exchange.respond(HTTPResponse(.created))
        }
    }

    private static func checkFileSize(_ size: Int64) throws {
        guard size <= SourceManifest.maximumFileBytes else {
            throw Failure(.payloadTooLarge, "a file may have at most \(SourceManifest.maximumFileBytes >> 20) MiB")
        }
    }
}
