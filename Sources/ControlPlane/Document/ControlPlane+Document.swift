// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Model
package import OpenAPI
import Primitives
import Synchronization

extension ControlPlane {
    /// The API's document, made from the table of operations.
    ///
    /// Throws `internal_error` when the types of one can't be read.
    package func document(version: String) throws -> OpenAPIDocument {
        OpenAPIDocument(
            title: "Dextra", version: version,
            summary: "Ships software, watches it, finds out why it fails, and heals it",
            operations: try operations.map { try $0.description() },
            tags: Section.allCases.map { ($0.rawValue, $0.about) },
            security: [
                "token": ["type": "http", "scheme": "bearer", "description": "An API token or an access token"],
                "session": [
                    "type": "apiKey", "in": "cookie", "name": "dextra_session",
                    "description": "The page's own; what changes something needs X-CSRF-Token too",
                ],
            ])
    }

    var documentOperation: Operation {
        // Made when somebody asks first, and the same from then on: anybody may ask, and it takes a while to make.
        let made = Mutex<[UInt8]?>(nil)
        return .stream(
            "/openapi.json", "getDocument", .everyone, "This document", traits: [.tagged],
            answers: [.init(status: .ok, about: "OpenAPI 3.1", type: "application/json")]
        ) { call in
            let body = try made.withLock { made in
                if let made { return made }
                let body = try JSONText.bytes(of: try document(version: DextraVersion.current).json)
                made = body
                return body
            }
            try await call.respond(tagging: body, EntityTag.of(body))
        }
    }
}

extension Operation {
    /// What the document says of the operation; failures that any of its kind may have are among the answers.
    func description() throws -> OperationDescription {
        OperationDescription(
            method: method.rawValue, path: path, name: name, tag: tag, summary: summary, detail: accessNote,
            parameters: try parameters(), body: try body.map { .init($0.type, try $0.schema()) },
            answers: try answersByStatus(), security: access == .everyone ? [] : ["token", "session"])
    }

    private func parameters() throws -> [OperationDescription.Parameter] {
        var list: [OperationDescription.Parameter] = []
        for name in pathParameters {
            guard let (about, schema) = PathParameters.all[name] else {
                throw Failure(.internalError, "the path parameter '\(name)' of \(self.name) is not described")
            }
            list.append(.init(name, in: .path, about, schema))
        }
        for parameter in query { list.append(.init(parameter.name, in: .query, parameter.about, parameter.schema)) }
        if traits.contains(.keyed) {
            list.append(
                .init(
                    "Idempotency-Key", in: .header, "The same key gets the run that the first request started",
                    .text(pattern: "^[!-~]{1,255}$")))
        }
        if traits.contains(.conditional) {
            list.append(.init("If-Match", in: .header, "Only if the resource still has this entity tag", .string()))
        }
        return list
    }

    /// What the operation says itself, and the failures that any of its kind may have.
    private func answersByStatus() throws -> [OperationDescription.Answer] {
        // One status may come in several types: a server that is not ready says what is not, or can't even do that.
        var byStatus: [Int: OperationDescription.Answer] = [:]
        for kind in answers {
            let content = try kind.type.map { OperationDescription.Content($0, try kind.schema()) }
            var answer = byStatus[kind.status.code] ?? .init(kind.status.code, kind.about)
            if let content { answer.contents.append(content) }
            if traits.contains(.tagged) { answer.headers = ["ETag"] }
            byStatus[kind.status.code] = answer
        }
        if traits.contains(.tagged) { byStatus[304] = .init(304, "What the client has is current") }
        for (status, reason) in failures {
            byStatus[status, default: .init(status, reason)].contents.append(
                .init(Problem.contentType, Problem.schema))
        }
        return byStatus.values.sorted { $0.status < $1.status }
    }

    /// Statuses by which this operation may fail, and why.
    private var failures: [Int: String] {
        var reasons: [Int: String] = [
            400: "The request is no proper HTTP", 422: "Something that was sent can't be used",
            429: "Too many requests; Retry-After says when to come again",
            503: "Something that is needed is not there now",
            507: "A limit or the disk is full",
        ]
        if access != .everyone || traits.contains(.opensSession) {
            reasons[401] = "Nobody is signed in, or the credentials are no longer good"
            reasons[403] = "The caller may not do this"
        }
        if path.contains("{") || !query.isEmpty || body != nil {
            reasons[404] = "There is no such thing, or not for the caller"
        }
        if method != .get || !query.isEmpty { reasons[409] = "The state of things does not allow it now" }
        if traits.contains(.conditional) || traits.contains(.tagged) { reasons[412] = "It is not as the client thinks" }
        if answers.contains(where: { $0.status.code == 101 }) { reasons[426] = "Nobody asked for a WebSocket" }
        if body != nil {
            reasons[408] = "The body did not arrive in time"
            reasons[413] = "The body is too large"
            reasons[415] = "The body is of a type or coding that is not taken"
        }
        if isUnsafe { reasons[504] = "Something took too long" }
        return reasons
    }

    private var accessNote: String {
        switch access {
        case .everyone: "For everyone."
        case .known: "For everyone who is signed in; they get what they may see."
        case .interactive: "For people on the page, not for tokens."
        case .installation(let permission): "Needs `\(permission.rawValue)` on the installation."
        case .somewhere(let permission): "Needs `\(permission.rawValue)` on some project."
        case .project(let permission), .projectToBe(let permission): "Needs `\(permission.rawValue)` on the project."
        case .run(let permission): "Needs `\(permission.rawValue)` on the run's project."
        }
    }
}
