// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What a JSON value may be, in the words of JSON Schema 2020-12 that an OpenAPI 3.1 document needs.
package indirect enum Schema: Sendable, Hashable {
    /// Any JSON value.
    case any
    case boolean
    case integer(ClosedRange<Int64>? = nil)
    case number
    case string(StringRules = StringRules())
    /// One of the texts.
    case choice([String])
    case array(Schema)
    /// An object whose keys are not known in advance.
    case map(Schema)
    case object(ObjectSchema)
    /// A schema with a name, kept among the document's components.
    case named(String, Schema)
    case optional(Schema)
    /// One of several.
    case oneOf([Schema])
}

/// What a text must be like.
package struct StringRules: Sendable, Hashable {
    /// E.g. `date-time` or `uuid`.
    package var format: String?
    /// A regular expression (ECMA-262).
    package var pattern: String?
    package var length: ClosedRange<Int>?
    package var example: String?

    package init(
        format: String? = nil, pattern: String? = nil, length: ClosedRange<Int>? = nil, example: String? = nil
    ) {
        self.format = format
        self.pattern = pattern
        self.length = length
        self.example = example
    }
}

/// An object's members in the order in which its type has them.
package struct ObjectSchema: Sendable, Hashable {
    package struct Member: Sendable, Hashable {
        package var name: String
        package var schema: Schema
        package var isRequired: Bool

        package init(_ name: String, _ schema: Schema, isRequired: Bool = true) {
            self.name = name
            self.schema = schema
            self.isRequired = isRequired
        }
    }

    package var members: [Member]

    package init(_ members: [Member]) { self.members = members }
}
