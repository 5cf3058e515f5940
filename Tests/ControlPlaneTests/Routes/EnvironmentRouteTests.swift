// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import DeliveryKit
import HTTP
import Primitives
import Testing
import Wire

@Suite struct EnvironmentRouteTests {
    private static let path = "/v1/projects/shop/environment"

    @Test func setsShowsAndRemovesVariables() async throws {
        try await LiveControlPlane.with { plane in
            _ = try await plane.delivery.makeProject("shop")
            #expect(try await plane.ask(.put, Self.path + "/A", #"{"value": "one", "secret": false}"#).status == 204)
            let secret = try await plane.ask(
                .put, Self.path + "/TOKEN?profile=production", #"{"value": "hunter2", "secret": true}"#)
            #expect(secret.status == 204 && secret.body.isEmpty)
            let listed = try await plane.ask(.get, Self.path)
            #expect(!listed.text.contains("hunter2"))
            let entries = try listed.decode(as: Page<EnvironmentEntry>.self).items
            #expect(entries.map(\.name) == ["A", "TOKEN"])
            #expect(entries.map(\.value) == ["one", EnvironmentEntry.mask])
            #expect(entries[0].mark == nil)
            // Equal secrets have equal marks, and others don't.
            let mark = entries[1].mark
            #expect(mark?.count == 32)
            for (value, isSame) in [("other", false), ("hunter2", true)] {
                _ = try await plane.ask(.put, Self.path + "/TOKEN", #"{"value": "\#(value)"}"#)
                let again = try await plane.ask(.get, Self.path).decode(as: Page<EnvironmentEntry>.self).items
                #expect((again[1].mark == mark) == isSame)
            }
            #expect(try await plane.ask(.get, Self.path + "?profile=staging").text == #"{"items":[]}"#)
            #expect(try await plane.ask(.delete, Self.path + "/TOKEN").status == 204)
            try await plane.expectProblem(404, "variable_not_found", .delete, Self.path + "/TOKEN")
        }
    }

    @Test func refusesWhatIsNoVariable() async throws {
        try await LiveControlPlane.with { plane in
            _ = try await plane.delivery.makeProject("shop")
            let body = #"{"value": "one", "secret": false}"#
            try await plane.expectProblem(422, "invalid_variable", .put, Self.path + "/1A", body)
            try await plane.expectProblem(422, "invalid_variable", .put, Self.path + "/A%3DB", body)
            try await plane.expectProblem(422, "invalid_argument", .put, Self.path + "/A?profile=x", body)
            try await plane.expectProblem(422, "invalid_json", .put, Self.path + "/A", #"{"value": 1}"#)
            let large = #"{"value": "\#(String(repeating: "x", count: 65 << 10))", "secret": true}"#
            let answer = try await plane.ask(.put, Self.path + "/A", large)
            try LiveControlPlane.expectProblem(answer, 422, "invalid_variable")
            #expect(!answer.text.contains("xxxx"))
            try await plane.expectProblem(405, "method_not_allowed", .post, Self.path + "/A", body)
        }
    }
}
