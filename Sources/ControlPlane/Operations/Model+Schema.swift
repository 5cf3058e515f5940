// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import OpenAPI
import Primitives

// What these types take can't be read off them: they check what they decode.

extension ProjectName: SchemaDescribed {
    package static var schema: Schema { .text(pattern: "^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$", example: "shop") }
    package static var schemaExample: String { #""shop""# }
}

extension UserName: SchemaDescribed {
    package static var schema: Schema { .text(pattern: "^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$", example: "ada") }
    package static var schemaExample: String { #""ada""# }
}

extension GrantScope: SchemaDescribed {
    package static var schema: Schema {
        .text(
            pattern: "^(everything|project/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|device_group/.{1,64})$",
            example: "everything")
    }
    package static var schemaExample: String { #""everything""# }
}

extension CronExpression: SchemaDescribed {
    package static var schema: Schema { .text(length: 1...256, example: "0 3 * * *") }
    package static var schemaExample: String { #""@daily""# }
}

extension SourceFile: SchemaDescribed {
    /// A file's content, or where a link leads.
    package static var schema: Schema {
        .named(
            "SourceFile",
            .oneOf([
                .object(
                    ObjectSchema([
                        .init("path", .text(length: 1...4096)),
                        .init("digest", .text(pattern: "^[0-9a-f]{64}$")),
                        .init("size", .integer(0...SourceManifest.maximumFileBytes)),
                        .init("executable", .boolean, isRequired: false),
                    ])),
                .object(
                    ObjectSchema([
                        .init("path", .text(length: 1...4096)), .init("symlink", .text(length: 1...4096)),
                    ])),
            ]))
    }
    package static var schemaExample: String { #"{"path":"link","symlink":"target"}"# }
}

extension EnvironmentVariable: SchemaDescribed {
    /// A value, or the name of the secret that has it.
    package static var schema: Schema {
        .named(
            "EnvironmentVariable",
            .oneOf([
                .object(ObjectSchema([.init("name", .string()), .init("value", .string())])),
                .object(ObjectSchema([.init("name", .string()), .init("secret", .string())])),
            ]))
    }
    package static var schemaExample: String { #"{"name":"A","value":""}"# }
}
