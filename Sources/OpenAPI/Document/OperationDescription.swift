// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// One operation as the document tells of it.
package struct OperationDescription: Sendable {
    package struct Parameter: Sendable {
        package enum Place: String, Sendable { case path, query, header }

        package var name: String
        package var place: Place
        package var about: String
        package var schema: Schema

        package init(_ name: String, in place: Place, _ about: String, _ schema: Schema) {
            self.name = name
            self.place = place
            self.about = about
            self.schema = schema
        }
    }

    /// What travels in a body, and as what.
    package struct Content: Sendable {
        package var type: String
        package var schema: Schema

        package init(_ type: String, _ schema: Schema) {
            self.type = type
            self.schema = schema
        }

        package static func json(_ schema: Schema) -> Content { Content("application/json", schema) }
    }

    package struct Answer: Sendable {
        package var status: Int
        package var about: String
        package var contents: [Content]
        package var headers: [String]

        package init(_ status: Int, _ about: String, _ contents: [Content] = [], headers: [String] = []) {
            self.status = status
            self.about = about
            self.contents = contents
            self.headers = headers
        }
    }

    /// In capitals.
    package var method: String
    /// With its parameters in braces.
    package var path: String
    package var name: String
    package var tag: String
    package var summary: String
    package var detail: String?
    package var parameters: [Parameter]
    package var body: Content?
    package var answers: [Answer]
    /// The names of the security schemes that do, any of them; empty when nobody is asked who they are.
    package var security: [String]

    package init(
        method: String, path: String, name: String, tag: String, summary: String, detail: String? = nil,
        parameters: [Parameter], body: Content?, answers: [Answer], security: [String]
    ) {
        self.method = method
        self.path = path
        self.name = name
        self.tag = tag
        self.summary = summary
        self.detail = detail
        self.parameters = parameters
        self.body = body
        self.answers = answers
        self.security = security
    }

    func json(_ components: inout SchemaComponents) -> JSONValue {
        var json: [String: JSONValue] = [
            "operationId": .string(name), "tags": [.string(tag)], "summary": .string(summary),
            "security": .array(security.map { .object([$0: []]) }),
        ]
        if let detail { json["description"] = .string(detail) }
        if !parameters.isEmpty {
            var list: [JSONValue] = []
            for parameter in parameters {
                list.append([
                    "name": .string(parameter.name), "in": .string(parameter.place.rawValue),
                    "description": .string(parameter.about), "required": .bool(parameter.place == .path),
                    "schema": components.json(parameter.schema),
                ])
            }
            json["parameters"] = .array(list)
        }
        if let body {
            json["requestBody"] = ["required": true, "content": content([body], &components, isClosed: true)]
        }
        var responses: [String: JSONValue] = [:]
        for answer in answers {
            var response: [String: JSONValue] = ["description": .string(answer.about)]
            if !answer.contents.isEmpty { response["content"] = content(answer.contents, &components) }
            if !answer.headers.isEmpty {
                response["headers"] = .object(
                    Dictionary(uniqueKeysWithValues: answer.headers.map { ($0, ["schema": ["type": "string"]]) }))
            }
            responses[String(answer.status)] = .object(response)
        }
        json["responses"] = .object(responses)
        return .object(json)
    }

    private func content(
        _ contents: [Content], _ components: inout SchemaComponents, isClosed: Bool = false
    ) -> JSONValue {
        var json: [String: JSONValue] = [:]
        for content in contents {
            json[content.type] = ["schema": components.json(content.schema, isClosed: isClosed)]
        }
        return .object(json)
    }
}
