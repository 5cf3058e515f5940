// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import ControlPlane
import HTTP
import Identity
import Metrics
import Model
import Operations
import Primitives
import Synchronization
import Testing
import Wire

/// How much of bodies that are on their way is held for somebody.
@Suite(.timeLimit(.minutes(2))) struct BodyBudgetTests {
    private static let path = "/v1/sources/missing"

    private static func digests(_ bytes: Int) -> String {
        let digest = "\"" + String(repeating: "0", count: 64) + "\""
        return "[" + Array(repeating: digest, count: bytes / 67).joined(separator: ",") + "]"
    }

    private static func token(_ plane: LiveControlPlane, of name: String) async throws -> HTTPHeaders {
        let session = try await AccessDoor(plane).signIn(name, [Grant(.deployer)])
        let request = CreateTokenRequest(name: "ci", scopes: [.view, .deploy])
        return [
            "Authorization": "Bearer \(try await plane.identity.tokens.create(request, by: session.principal).secret)"
        ]
    }

    @Test func oneAfterTheOtherMayBeAsLargeAsOnesShare() async throws {
        try await LiveControlPlane.with(access: AccessPolicy(heldBytes: 1 << 20)) { plane in
            let ann = try await Self.token(plane, of: "ann")
            for _ in 1...3 {
                let answer = try await plane.fromNetwork(.post, Self.path, Self.digests(900 << 10), headers: ann)
                #expect(answer.status == 200, "\(answer.text.prefix(200))")
                let refused = try await plane.fromNetwork(.post, Self.path, Self.digests(1200 << 10), headers: ann)
                #expect(refused.status == 429 && refused.code == "too_many_requests")
            }
            // Whose server it is isn't counted.
            #expect(try await plane.ask(.post, Self.path, Self.digests(3 << 20)).status == 200)
        }
    }

    @Test func whatIsHeldForOneIsNotHeldForAnother() async throws {
        try await LiveControlPlane.with(access: AccessPolicy(heldBytes: 1 << 20)) { plane in
            let (ann, bob) = (try await Self.token(plane, of: "ann"), try await Self.token(plane, of: "bob"))
            let body = Self.digests(900 << 10)
            let step = Mutex<Int>.Reference()
            // Nearly all of Ann's body has come; its end comes when the others have been answered.
            let request = HTTPClientRequest(
                .post, Self.path, headers: Self.json(ann),
                body: .stream(length: nil) {
                    step.add()
                    switch step.value {
                    case 1: return Array(body.utf8.dropLast())
                    case 2:
                        // What was sent is on its way: who asks before it is held would take its place.
                        while plane.metrics.heldBodies.value < Double(800 << 10) {
                            try await TimeSource.system.sleep(for: .milliseconds(5))
                        }
                        let large = try await plane.fromNetwork(.post, Self.path, body, headers: ann)
                        #expect(large.status == 429)
                        let small = try await plane.fromNetwork(.post, Self.path, "[]", headers: ann)
                        #expect(small.status == 200)
                        #expect(try await plane.fromNetwork(.post, Self.path, body, headers: bob).status == 200)
                        return Array("]".utf8)
                    default: return nil
                    }
                })
            #expect(try await HTTPClient().request(to: plane.network, request).status == .ok)
            #expect(plane.metrics.heldBodies.value == 0)
        }
    }

    private static func json(_ headers: HTTPHeaders) -> HTTPHeaders {
        var headers = headers
        headers.add("Content-Type", "application/json")
        return headers
    }
}
