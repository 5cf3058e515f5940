// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import ControlPlane
import HTTP
import Model
import OpenAPI
import Primitives
import Testing

/// Every operation, asked by everybody, of everything it can be aimed at: over the network, as anybody could.
///
/// What is let in goes no further than it has to: a key or a condition that can't be met ends it right behind the gate.
@Suite struct AccessMatrixTests {
    @Test func everyOperationIsExpected() async throws {
        try await LiveControlPlane.with { plane in
            let names = Set(plane.controlPlane.operations.map(\.name))
            #expect(names.subtracting(ExpectedAccess.table.keys) == [], "say who may call them in ExpectedAccess")
            #expect(Set(ExpectedAccess.table.keys).subtracting(names) == [], "there are no such operations")
        }
    }

    @Test func everybodyMayWhatTheyShouldAndNoMore() async throws {
        try await AccessWorld.with { world in
            let matrix = AccessMatrix(world, try world.plane.controlPlane.document(version: "0").json)
            // Who signs out is out.
            let operations = world.plane.controlPlane.operations.sorted { left, _ in left.name != "signOut" }
            var cells = 0
            for operation in operations {
                guard let expected = ExpectedAccess.table[operation.name] else { continue }
                for caller in world.callers {
                    for place in expected.places {
                        try await matrix.check(operation, by: caller, at: place, expected)
                        cells += 1
                    }
                }
            }
            #expect(cells > 3000)
        }
    }
}

/// Asks one thing and judges the answer.
private struct AccessMatrix {
    let world: AccessWorld
    let client = HTTPClient()
    private let bodies: [String: (type: String, text: String)]

    init(_ world: AccessWorld, _ document: JSONValue) {
        self.world = world
        let maker = MinimalBody(document: document)
        bodies = Dictionary(
            uniqueKeysWithValues: world.plane.controlPlane.operations.compactMap { operation in
                maker.body(ofOperation: operation.name).map { (operation.name, $0) }
            })
    }

    private struct Answer {
        var status: Int
        var text: String
        var code: String?
    }

    func check(
        _ operation: Operation, by caller: AccessCaller, at place: AccessPlace, _ expected: ExpectedAccess
    ) async throws {
        let path = try await world.path(of: operation, for: caller, at: place)
        let answer = try await ask(operation, path, caller)
        let wanted = expected.verdict(for: caller, at: place)
        let cell: Comment = "\(operation.name) \(path) by \(caller): \(answer.status) \(answer.text.prefix(300))"
        #expect(Self.verdict(answer, on: operation) == wanted, cell)
        #expect(answer.status != 429 || answer.code != "too_many_requests", cell)
        #expect(answer.status != 500 && answer.code != "invalid_json" && answer.code != "unknown_member", cell)
        guard wanted == .hidden, place != .nowhere else { return }
        // What is hidden is answered as what is not there.
        let missing = try await world.path(of: operation, for: caller, at: place, missing: true)
        let other = try await ask(operation, missing, caller)
        let names = zip(path.split(separator: "/"), missing.split(separator: "/")).first { $0 != $1 }
        let (name, substitute) = try #require(names)
        #expect(other.status == answer.status, cell)
        #expect(other.text == answer.text.split(separator: name).joined(separator: String(substitute)), cell)
    }

    private func ask(_ operation: Operation, _ path: String, _ caller: AccessCaller) async throws -> Answer {
        var headers = caller.headers
        // Longer than a key may be, and an entity tag that nothing has.
        headers.add("Idempotency-Key", String(repeating: "k", count: 256))
        headers.add("If-Match", "\"never\"")
        var body = HTTPClientRequest.Body.none
        if let (type, text) = bodies[operation.name] {
            headers.add("Content-Type", type)
            body = .bytes(Array(text.utf8))
        }
        let response = try await client.request(
            to: world.plane.network, HTTPClientRequest(operation.method, path, headers: headers, body: body))
        if response.headers["Content-Type"] == "text/event-stream" {
            response.close()
            return Answer(status: response.status.code, text: "", code: nil)
        }
        let bytes = try await response.collect()
        return Answer(
            status: response.status.code, text: String(decoding: bytes, as: UTF8.self),
            code: try? JSONText.decode(JSONValue.self, from: bytes)["code"]?.string)
    }

    private static func verdict(_ answer: Answer, on operation: Operation) -> AccessVerdict {
        switch (answer.status, answer.code) {
        // Of a sign-in that was begun, not of a session.
        case (401, "session_expired"?) where operation.name == "confirmSecondFactor": .letIn
        case (401, "unauthenticated"?), (401, "session_expired"?): .unauthenticated
        case (403, "permission_denied"?), (403, "csrf_token_invalid"?), (403, "scope_too_wide"?): .forbidden
        case (404, "project_not_found"?), (404, "run_not_found"?): .hidden
        case (404, "token_not_found"?) where operation.name == "revokeToken": .hidden
        case (404, "session_not_found"?) where operation.name == "endSession": .hidden
        default: .letIn
        }
    }
}
