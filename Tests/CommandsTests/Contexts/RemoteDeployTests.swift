// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import FoundationEssentials
import HTTP
import Hashing
import Model
import Primitives
import Synchronization
import TestKit
import Testing

/// A deployment to a server on the network, whose connection breaks in the middle of the upload.
@Suite struct RemoteDeployTests {
    /// Stores contents, and loses the connection once after a few.
    private final class BlobScript: Sendable {
        struct State {
            var stored: Set<String> = []
            var sent: [String] = []
            var questions = 0
            var isBroken = false
        }

        let state = Mutex(State())

        func install(_ router: inout Router) {
            router.post("/v1/sources/missing") { [self] exchange in
                let digests = try await exchange.decodeBody(as: [String].self)
                let missing = state.withLock { state in
                    state.questions += 1
                    return digests.filter { !state.stored.contains($0) }
                }
                try await exchange.respond(json: missing)
            }
            router.put("/v1/blobs/:digest") { [self] exchange in
                let digest = try exchange.parameter("digest")
                let body = try await exchange.collectBody()
                #expect(SHA256.hex(of: body) == digest)
                let breaks = state.withLock { state in
                    state.sent.append(digest)
                    let breaks = state.stored.count == 5 && !state.isBroken
                    if breaks { state.isBroken = true } else { state.stored.insert(digest) }
                    return breaks
                }
                if breaks {
                    try await exchange.start(201, length: 2)
                    throw Failure(.timedOut, "broken off")
                }
                try await exchange.respond(json: [:] as JSONValue, status: .created)
            }
        }
    }

    @Test func anUploadThatBreaksGoesOnWithWhatIsMissing() async throws {
        let blobs = BlobScript()
        let deployment = DeployScript { writer, _ in try await DeployScript.end(Sample.run(.succeeded), writer) }
        try await TemporaryDirectory.with { directory in
            let folder = directory + "/shop"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
            for number in 0..<20 {
                try Data("file \(number)".utf8).write(to: URL(filePath: "\(folder)/\(number).txt"))
            }
            try await RemoteHarness.with {
                deployment.install(&$0)
                blobs.install(&$0)
            } _: { harness in
                #expect(await harness.signIn() == 0)
                #expect(await harness.run("deploy \(folder)") == 0, "\(harness.error)")
                #expect(harness.lines.last?.contains("shop v3 is live") == true)
            }
        }
        let state = blobs.state.withLock { $0 }
        #expect(state.isBroken && state.stored.count == 20 && state.questions == 2)
        // Only what was on its way when the connection broke was sent twice.
        #expect(state.sent.count <= 20 + 4)
        #expect(deployment.seen.withLock { $0.requests.count } == 1)
    }
}
