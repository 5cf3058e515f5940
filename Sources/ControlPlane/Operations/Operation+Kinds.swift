// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Model
import OpenAPI
import Primitives
import Wire

// The kinds of operation there are. Their types make the document: what a closure takes and gives is what the API does.

/// Nothing to say: 204.
struct Nothing: Sendable {}

extension Operation {
    typealias Value = Codable & Sendable

    /// GET: one resource, with an entity tag.
    static func read<Answer: Value>(
        _ path: String, _ name: String, _ access: Access, _ summary: String, query: [any DeclaredParameter] = [],
        traits: Set<Trait> = [], _ body: @escaping @Sendable (Call) async throws -> Answer
    ) -> Operation {
        Operation(
            method: .get, path: path, name: name, summary: summary, access: access, query: query,
            traits: traits.union([.tagged]), body: nil, answers: [.json(.ok, summary, Answer.self)]
        ) { call in try await call.respond(tagging: try await body(call)) }
    }

    /// GET: a page of a list.
    static func list<Item: Value>(
        _ path: String, _ name: String, _ access: Access, _ summary: String, query: [any DeclaredParameter] = [],
        sorts: [String] = [], traits: Set<Trait> = [],
        _ body: @escaping @Sendable (Call) async throws -> Page<Item>
    ) -> Operation {
        var query = query + [.limit, .cursor]
        if !sorts.isEmpty { query.append(QueryParameter<String>.sort(sorts)) }
        return Operation(
            method: .get, path: path, name: name, summary: summary, access: access, query: query,
            traits: traits.union([.tagged]), body: nil, answers: [.json(.ok, summary, Page<Item>.self)]
        ) { call in try await call.respond(tagging: try await body(call)) }
    }

    /// Anything with a JSON body and a JSON answer.
    static func send<Body: Value, Answer: Value>(
        _ path: String, _ name: String, _ access: Access, _ summary: String, method: HTTPMethod = .post,
        status: HTTPStatus = .ok, query: [any DeclaredParameter] = [], traits: Set<Trait> = [],
        upTo limit: Int = 1 << 20,
        _ body: @escaping @Sendable (Call, Body) async throws -> Answer
    ) -> Operation {
        Operation(
            method: method, path: path, name: name, summary: summary, access: access, query: query, traits: traits,
            body: .json(Body.self), answers: [.json(status, summary, Answer.self)]
        ) { call in
            let request: Body = try await call.decodeBody(upTo: limit)
            let answer = try await body(try await call.renewed(), request)
            try await call.acknowledge()
            try await call.exchange.respond(json: answer, status: status)
        }
    }

    /// Anything with a JSON body and nothing to answer.
    static func send<Body: Value>(
        _ path: String, _ name: String, _ access: Access, _ summary: String, method: HTTPMethod = .post,
        query: [any DeclaredParameter] = [], traits: Set<Trait> = [],
        _ body: @escaping @Sendable (Call, Body) async throws -> Nothing
    ) -> Operation {
        Operation(
            method: method, path: path, name: name, summary: summary, access: access, query: query, traits: traits,
            body: .json(Body.self), answers: [AnswerKind(status: .noContent, about: "Done")]
        ) { call in
            let request: Body = try await call.decodeBody(upTo: 1 << 20)
            _ = try await body(try await call.renewed(), request)
            try await call.acknowledge()
            try await call.exchange.respond(HTTPResponse(.noContent))
        }
    }

    /// POST or DELETE without a body and with a JSON answer.
    static func act<Answer: Value>(
        _ path: String, _ name: String, _ access: Access, _ summary: String, method: HTTPMethod = .post,
        status: HTTPStatus = .ok, query: [any DeclaredParameter] = [], traits: Set<Trait> = [],
        _ body: @escaping @Sendable (Call) async throws -> Answer
    ) -> Operation {
        Operation(
            method: method, path: path, name: name, summary: summary, access: access, query: query, traits: traits,
            body: nil, answers: [.json(status, summary, Answer.self)]
        ) { call in
            let answer = try await body(call)
            try await call.acknowledge()
            try await call.exchange.respond(json: answer, status: status)
        }
    }

    /// POST or DELETE without a body and with nothing to answer.
    static func act(
        _ path: String, _ name: String, _ access: Access, _ summary: String, method: HTTPMethod = .post,
        query: [any DeclaredParameter] = [], traits: Set<Trait> = [],
        _ body: @escaping @Sendable (Call) async throws -> Nothing
    ) -> Operation {
        Operation(
            method: method, path: path, name: name, summary: summary, access: access, query: query, traits: traits,
            body: nil, answers: [AnswerKind(status: .noContent, about: "Done")]
        ) { call in
            _ = try await body(call)
            try await call.acknowledge()
            try await call.exchange.respond(HTTPResponse(.noContent))
        }
    }

    /// DELETE.
    static func remove(
        _ path: String, _ name: String, _ access: Access, _ summary: String, query: [any DeclaredParameter] = [],
        traits: Set<Trait> = [], _ body: @escaping @Sendable (Call) async throws -> Nothing
    ) -> Operation {
        .act(path, name, access, summary, method: .delete, query: query, traits: traits, body)
    }

    /// An operation that makes its response itself.
    static func stream(
        _ path: String, _ name: String, _ access: Access, _ summary: String, method: HTTPMethod = .get,
        query: [any DeclaredParameter] = [], traits: Set<Trait> = [], takes body: BodyKind? = nil,
        answers: [AnswerKind], _ handle: @escaping @Sendable (Call) async throws -> Void
    ) -> Operation {
        Operation(
            method: method, path: path, name: name, summary: summary, access: access, query: query, traits: traits,
            body: body, answers: answers, handle: handle)
    }
}

extension Operation.BodyKind {
    static func json<Body: Decodable>(_ type: Body.Type) -> Self {
        // Once, when the table is made: bodies are held against it.
        let schema: Result<Schema, any Error> = Result { try Schema.of(type) }
        return Self(type: "application/json") { try schema.get() }
    }

    static var bytes: Self { Self(type: "application/octet-stream") { .text(format: "binary") } }
}

extension Operation.AnswerKind {
    static func json<Answer: Decodable>(_ status: HTTPStatus, _ about: String, _ type: Answer.Type) -> Self {
        let schema: Result<Schema, any Error> = Result { try Schema.of(type) }
        return Self(status: status, about: about, type: "application/json") { try schema.get() }
    }

    static func text(_ about: String, _ type: String = "text/plain") -> Self {
        Self(status: .ok, about: about, type: type) { .string() }
    }

    /// Each as its fields; a comment, a `retry` and a bare `id` are events without the others.
    static var events: Self {
        Self(status: .ok, about: "Server-sent events", type: "text/event-stream") {
            let fields = ["id", "event", "data", "retry"].map {
                ObjectSchema.Member($0, $0 == "retry" ? .integer() : .string(), isRequired: false)
            }
            return .named("ServerSentEvent", .object(ObjectSchema(fields)))
        }
    }
}

extension QueryParameter where Value == String {
    /// The orders that a list knows.
    static func sort(_ names: [String]) -> QueryParameter<String> {
        let known = names + names.map { "-" + $0 }
        return QueryParameter("sort", "What to order by; with '-' before it, descending", .choice(known)) { text in
            guard known.contains(text) else {
                throw Failure(
                    .invalidArgument, "'\(text)' is no sort", hint: "use one of \(known.joined(separator: ", "))")
            }
            return text
        }
    }
}
