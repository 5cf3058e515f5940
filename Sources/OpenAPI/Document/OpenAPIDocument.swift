// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// What an API has to offer, as an OpenAPI 3.1 document (spec.openapis.org/oas/v3.1.0).
package struct OpenAPIDocument: Sendable {
    package var title: String
    package var version: String
    package var summary: String
    package var operations: [OperationDescription]
    /// Sections in which the operations are shown, by name and what they are about.
    package var tags: [(name: String, about: String)]
    /// Ways to say who one is, by name, as security scheme objects.
    package var security: [String: JSONValue]

    package init(
        title: String, version: String, summary: String, operations: [OperationDescription],
        tags: [(name: String, about: String)], security: [String: JSONValue]
    ) {
        self.title = title
        self.version = version
        self.summary = summary
        self.operations = operations
        self.tags = tags
        self.security = security
    }

    /// The document as JSON.
    package var json: JSONValue {
        var components = SchemaComponents(
            answers: operations.flatMap(\.answers).flatMap(\.contents).map(\.schema))
        var paths: [String: JSONValue] = [:]
        for operation in operations {
            var item = paths[operation.path]?.object ?? [:]
            item[operation.method.lowercased()] = operation.json(&components)
            paths[operation.path] = .object(item)
        }
        return [
            "openapi": "3.1.0",
            "info": ["title": .string(title), "version": .string(version), "summary": .string(summary)],
            "tags": .array(tags.map { ["name": .string($0.name), "description": .string($0.about)] }),
            "paths": .object(paths),
            "components": ["schemas": .object(components.schemas), "securitySchemes": .object(security)],
        ]
    }
}
