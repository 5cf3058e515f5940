// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

extension JSONValue: SchemaDescribed {
    package static var schema: Schema { .any }
    package static var schemaExample: String { "null" }
}

extension JSONDocument: SchemaDescribed {
    package static var schema: Schema { .any }
    package static var schemaExample: String { "null" }
}

extension Timestamp: SchemaDescribed {
    package static var schema: Schema { .text(format: "date-time", example: "2026-11-20T19:55:14.000Z") }
    package static var schemaExample: String { #""2026-11-20T19:55:14.000Z""# }
}

extension Identifier: SchemaDescribed {
    package static var schema: Schema { .text(format: "uuid", example: example) }
    package static var schemaExample: String { "\"\(example)\"" }
    private static var example: String { "019aa3f0-0000-7000-8000-000000000000" }
}

extension Failure: SchemaDescribed {
    /// What caused it is a failure again, or words.
    package static var schema: Schema {
        .named(
            "Failure",
            .object(
                ObjectSchema([
                    .init("code", .text(example: "project_not_found")),
                    .init("category", .choice(FailureCategory.allCases.map(\.rawValue))),
                    .init("message", .string()), .init("hint", .string(), isRequired: false),
                    .init("metadata", .array(metadatum), isRequired: false), .init("cause", .any, isRequired: false),
                    .init("retryable", .boolean, isRequired: false),
                    .init("retry_after_ms", .integer(), isRequired: false),
                ])))
    }
    package static var schemaExample: String { #"{"code":"not_found","category":"not_found","message":"nothing"}"# }

    fileprivate static var metadatum: Schema {
        .named("Metadatum", .object(ObjectSchema([.init("key", .string()), .init("value", .string())])))
    }
}

extension Problem: SchemaDescribed {
    package static var schema: Schema {
        .named(
            "Problem",
            .object(
                ObjectSchema([
                    .init("type", .text(format: "uri-reference")), .init("title", .string()),
                    .init("status", .integer(400...599)), .init("detail", .string()),
                    .init("code", .text(example: "project_not_found")),
                    .init("category", .choice(FailureCategory.allCases.map(\.rawValue))),
                    .init("hint", .string(), isRequired: false), .init("metadata", .array(Failure.metadatum)),
                    .init("retryable", .boolean), .init("retry_after_ms", .integer(), isRequired: false),
                    .init("cause", .any, isRequired: false),
                ])))
    }
    package static var schemaExample: String {
        #"{"type":"about:blank","title":"not found","status":404,"detail":"","code":"not_found","category":"not_found"}"#
    }
}
