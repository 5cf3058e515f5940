// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import DeliveryKit
import HTTP
import Identity
import Model
import Primitives
import Testing
import Wire
import Workflows

/// Events of what a person changed say who it was.
@Suite struct EventAuthorTests {
    @Test func whatAPersonChangesHasTheirName() async throws {
        try await LiveControlPlane.with { plane in
            let ann = try await AccessDoor(plane).signIn("ann", [Grant(.owner)])
            let request = CreateTokenRequest(name: "ci", scopes: [.view, .deploy, .operate, .administer])
            let token = try await plane.identity.tokens.create(request, by: ann.principal)
            let headers: HTTPHeaders = ["Authorization": "Bearer \(token.secret)"]
            let before = try await plane.delivery.parts.events.read(after: nil).last?.cursor
            let changes: [(HTTPMethod, String, String?)] = [
                (.post, "/v1/projects", #"{"name": "shop"}"#),
                (.patch, "/v1/projects/shop", #"{"description": "sells"}"#),
                (.put, "/v1/projects/shop/environment/A", #"{"value": "1"}"#),
                (.delete, "/v1/projects/shop/environment/A", nil),
                (.put, "/v1/settings/runs.keep_days", #"{"value": "9"}"#),
                (.delete, "/v1/settings/runs.keep_days", nil),
            ]
            for (method, path, body) in changes {
                let answer = try await plane.fromNetwork(method, path, body, headers: headers)
                #expect((200...204).contains(answer.status), "\(method) \(path): \(answer.text)")
            }
            let events = try await plane.delivery.parts.events.read(after: before)
            #expect(events.count == changes.count)
            #expect(events.allSatisfy { $0.data["by"]?.string == "ann" }, "\(events)")
        }
    }
}
