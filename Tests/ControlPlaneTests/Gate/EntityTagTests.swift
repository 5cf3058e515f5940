// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import ControlPlane
import DeliveryKit
import HTTP
import Identity
import Model
import OpenAPI
import Primitives
import Storage
import Testing
import Wire

/// Entity tags: who has the current state is told so, and who changes an older one is refused.
@Suite struct EntityTagTests {
    private static func tag(_ plane: LiveControlPlane, _ target: String) async throws -> String {
        try #require(try await plane.send(.get, target).headers["ETag"])
    }

    /// A resource, a change of it, and what a deletion of it is answered with.
    private static let resources: [(target: String, method: HTTPMethod, change: String, gone: Int)] = [
        ("/v1/users/ann", .patch, #"{"display_name": "Ann B."}"#, 204),
        ("/v1/teams/crew", .patch, #"{"members": ["bob"]}"#, 204),
        ("/v1/settings/releases.keep", .put, #"{"value": "7"}"#, 204),
        ("/v1/projects/shop/environment/PRICE", .put, #"{"value": "2", "secret": false}"#, 204),
        ("/v1/projects/shop/environment/TOKEN", .put, #"{"value": "other"}"#, 204),
        ("/v1/credentials/aws", .put, #"{"fields": {"key": "other", "id": "x"}}"#, 204),
        ("/v1/projects/shop", .patch, #"{"description": "Sells things"}"#, 202),
    ]

    @Test func changesOfWhatWasChangedMeanwhileAreRefused() async throws {
        try await LiveControlPlane.with { plane in
            try await Self.fill(plane)
            for (target, method, change, gone) in Self.resources {
                let who: Comment = "\(target)"
                let old = try await Self.tag(plane, target)
                #expect(old.hasPrefix("\"") && old.hasSuffix("\""), who)
                #expect(try await plane.send(.get, target, headers: ["If-None-Match": old]).status == 304, who)
                let condition: HTTPHeaders = ["If-Match": old]
                #expect(try await plane.ask(method, target, change, headers: condition).status < 300, who)
                let new = try await Self.tag(plane, target)
                #expect(new != old, who)
                #expect(try await plane.send(.get, target, headers: ["If-None-Match": old]).status == 200, who)
                try await plane.expectProblem(412, "precondition_failed", method, target, change, headers: condition)
                // Weak tags are never good for a change (RFC 9110 §13.1.1).
                try await plane.expectProblem(
                    412, "precondition_failed", method, target, change, headers: ["If-Match": "W/\(new)"])
                #expect(try await Self.tag(plane, target) == new, who)
                // Secrets that are stored once more are another state: nobody can tell that they are the same.
                for good in ["*", "", "\(old), "] {
                    let good = good == "*" ? good : good + (try await Self.tag(plane, target))
                    #expect(
                        try await plane.ask(method, target, change, headers: ["If-Match": good]).status < 300, who)
                }
                try await plane.expectProblem(412, "precondition_failed", .delete, target, headers: condition)
                let last = try await Self.tag(plane, target)
                #expect(try await plane.ask(.delete, target, headers: ["If-Match": last]).status == gone, who)
            }
        }
    }

    @Test func whatWasReadCompressedCanBeChanged() async throws {
        try await LiveControlPlane.with { plane in
            try await Self.fill(plane)
            let long = String(repeating: "all about shops ", count: 30)
            for (target, method, change) in [
                ("/v1/projects/shop", HTTPMethod.patch, #"{"description": "\#(long)"}"#),
                ("/v1/projects/shop/environment/LONG", .put, #"{"secret": false, "value": "\#(long + long + long)"}"#),
            ] {
                _ = try await plane.ask(method, target, change)
                if method == .patch { try await plane.delivery.deploy(["index.html": "one"]) }
                for coding in ["gzip", "br", "zstd"] {
                    let who: Comment = "\(target) in \(coding)"
                    let read = try await plane.send(.get, target, headers: ["Accept-Encoding": coding])
                    #expect(read.headers["Content-Encoding"] == coding, who)
                    let tag = try #require(read.headers["ETag"])
                    #expect(try await plane.send(.get, target, headers: ["If-None-Match": tag]).status == 304, who)
                    #expect(try await plane.ask(method, target, change, headers: ["If-Match": tag]).status < 300, who)
                }
            }
        }
    }

    @Test func whateverHasATagTakesItWithEveryChange() async throws {
        try await LiveControlPlane.with { plane in
            let paths = try #require(try plane.controlPlane.document(version: "0").json["paths"]?.object)
            var changes = 0
            for (path, item) in paths {
                guard item["get"]?["responses"]?["200"]?["headers"]?["ETag"] != nil else { continue }
                for method in ["put", "patch", "delete"] {
                    guard let operation = item[method] else { continue }
                    changes += 1
                    let names = (operation["parameters"]?.array ?? []).compactMap { $0["name"]?.string }
                    #expect(names.contains("If-Match"), "\(method) \(path)")
                }
            }
            #expect(changes >= 13)
        }
    }

    @Test func howAProjectIsDoesNotKeepItFromBeingChanged() async throws {
        try await LiveControlPlane.with { plane in
            try await Self.fill(plane)
            let before = try await Self.tag(plane, "/v1/projects/shop")
            try await plane.delivery.deploy(["index.html": "one"])
            // What is served is something else now, and whoever has the old answer is not told that it is current.
            #expect(try await plane.send(.get, "/v1/projects/shop", headers: ["If-None-Match": before]).status == 200)
            let change = try await plane.ask(
                .patch, "/v1/projects/shop", #"{"description": "A shop"}"#, headers: ["If-Match": before])
            #expect(change.status == 200)
        }
    }

    @Test func whenAPersonWasSeenDoesNotKeepThemFromBeingChanged() async throws {
        try await LiveControlPlane.with { plane in
            try await Self.fill(plane)
            let target = "/v1/users/ann"
            let before = try await Self.tag(plane, target)
            let ann = try await plane.ask(.get, target).decode(as: User.self)
            try await plane.delivery.database.write {
                try UserStore().touch(ann.id, at: Timestamp(millisecondsSinceEpoch: 1_800_000_000_000), on: $0)
            }
            // The answer is another one: two of them never have the same strong tag (RFC 9110 §8.8.1).
            #expect(try await plane.send(.get, target, headers: ["If-None-Match": before]).status == 200)
            #expect(try await plane.ask(.get, target).decode(as: User.self).lastSeenAt != ann.lastSeenAt)
            let change = try await plane.ask(
                .patch, target, #"{"display_name": "Ann B."}"#, headers: ["If-Match": before])
            #expect(change.status == 200)
        }
    }

    @Test func whoReadsAStateThatIsNoLongerThereIsToldWhy() async throws {
        try await LiveControlPlane.with { plane in
            try await Self.fill(plane)
            for target in ["/v1/users/ann", "/v1/users", "/v1/projects/shop", "/v1/settings/releases.keep"] {
                let tag = try await Self.tag(plane, target)
                #expect(try await plane.send(.get, target, headers: ["If-Match": tag]).status == 200, "\(target)")
                for other in ["\"other\"", "W/\(tag)"] {
                    try await plane.expectProblem(
                        412, "precondition_failed", .get, target, headers: ["If-Match": other])
                }
                let head = try await plane.send(.head, target, headers: ["If-Match": "\"other\""])
                let content = try await head.collect()
                #expect(head.status == 412 && content.isEmpty, "\(target)")
            }
        }
    }

    @Test func aVariableThatIsNotThereHasNoState() async throws {
        try await LiveControlPlane.with { plane in
            try await Self.fill(plane)
            let target = "/v1/projects/shop/environment/NEW"
            try await plane.expectProblem(404, "variable_not_found", .get, target)
            for tag in ["\"\"", "\"0\"", "x"] {
                try await plane.expectProblem(
                    412, "precondition_failed", .put, target, #"{"value": "1"}"#, headers: ["If-Match": tag])
            }
            try await plane.expectProblem(404, "variable_not_found", .get, target)
        }
    }

    @Test func theTagOfASecretChangesWithItAndTellsNothing() async throws {
        try await LiveControlPlane.with { plane in
            try await Self.fill(plane)
            let target = "/v1/projects/shop/environment/TOKEN"
            let answer = try await plane.ask(.get, target)
            let entry = try answer.decode(as: EnvironmentEntry.self)
            #expect(entry.value == EnvironmentEntry.mask && entry.mark != nil && !answer.text.contains("hunter2"))
            let tag = try await Self.tag(plane, target)
            _ = try await plane.ask(.put, target, #"{"value": "other"}"#)
            #expect(try await Self.tag(plane, target) != tag)
            _ = try await plane.ask(.put, target, #"{"value": "hunter2"}"#)
            #expect(try await Self.tag(plane, target) == tag)
        }
    }

    @Test func documentsOfThePageAreCountedUp() async throws {
        try await LiveControlPlane.with { plane in
            let session = try await AccessDoor(plane).signIn("ann", [])
            let fields: HTTPHeaders = [
                "Cookie": "dextra_session=\(session.token.reveal())", "X-CSRF-Token": session.csrfToken.reveal(),
            ]
            func put(_ condition: String?) async throws -> Int {
                try await plane.fromNetwork(
                    .put, "/v1/preferences/layout", #"{"a": 1}"#, headers: fields,
                    and: condition.map { ["If-Match": $0] } ?? [:]
                ).status
            }
            func tag() async throws -> String? {
                try await plane.fromNetwork(.get, "/v1/preferences/layout", headers: fields).headers["ETag"]
            }
            #expect(try await tag() == "\"0\"")
            #expect(try await put("\"1\"") == 412)
            #expect(try await put("\"0\"") == 204)
            #expect(try await tag() == "\"1\"")
            #expect(try await put("\"0\"") == 412)
            #expect(try await put("never") == 412)
            #expect(try await put(nil) == 204)
            #expect(try await tag() == "\"2\"")
        }
    }

    private static func fill(_ plane: LiveControlPlane) async throws {
        _ = try await plane.delivery.makeProject("shop")
        for name in ["ann", "bob"] {
            _ = try await plane.identity.people.create(CreateUserRequest(name: try UserName(name)), by: .local)
        }
        _ = try await plane.identity.people.create(CreateTeamRequest(name: try UserName("crew")), by: .local)
        let path = "/v1/projects/shop/environment"
        #expect(try await plane.ask(.put, "\(path)/PRICE", #"{"value": "1", "secret": false}"#).status == 204)
        #expect(try await plane.ask(.put, "\(path)/TOKEN", #"{"value": "hunter2"}"#).status == 204)
        #expect(try await plane.ask(.put, "/v1/credentials/aws", #"{"fields": {"key": "a"}}"#).status == 204)
    }
}
