// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Model
package import OpenAPI
import Primitives

/// A query parameter that operations may declare; one that they don't is refused.
package protocol DeclaredParameter: Sendable {
    var name: String { get }
    var about: String { get }
    var schema: Schema { get }
}

/// A query parameter and how its text is read.
package struct QueryParameter<Value: Sendable>: DeclaredParameter {
    package let name: String
    package let about: String
    package let schema: Schema
    /// Throws a failure that says what would be right.
    let read: @Sendable (String) throws -> Value

    init(_ name: String, _ about: String, _ schema: Schema, read: @escaping @Sendable (String) throws -> Value) {
        self.name = name
        self.about = about
        self.schema = schema
        self.read = read
    }

    static func text(_ name: String, _ about: String) -> QueryParameter<String> where Value == String {
        QueryParameter<String>(name, about, .text(length: 1...1024)) { text in
            guard (1...1024).contains(text.unicodeScalars.count) else {
                throw Failure(.invalidArgument, "'\(name)' is empty or too long", hint: "use 1 to 1024 characters")
            }
            return text
        }
    }

    static func integer(
        _ name: String, in range: ClosedRange<Int>, _ about: String
    ) -> QueryParameter<Int> where Value == Int {
        QueryParameter<Int>(name, about, .integer(Int64(range.lowerBound)...Int64(range.upperBound))) { text in
            guard let number = Int(text), range.contains(number) else {
                throw Failure(
                    .invalidArgument, "'\(text)' is no \(name)",
                    hint: "use a whole number from \(range.lowerBound) to \(range.upperBound)")
            }
            return number
        }
    }

    static func flag(_ name: String, _ about: String) -> QueryParameter<Bool> where Value == Bool {
        QueryParameter<Bool>(name, about, .boolean) { text in
            guard text == "true" || text == "false" else {
                throw Failure(.invalidArgument, "'\(text)' is no \(name)", hint: "use true or false")
            }
            return text == "true"
        }
    }
}

extension QueryParameter where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    static func choice(_ name: String, _ about: String) -> QueryParameter<Value> {
        let known = Value.allCases.map(\.rawValue)
        return QueryParameter(name, about, .choice(known)) { text in
            guard let value = Value(rawValue: text) else {
                throw Failure(
                    .invalidArgument, "'\(text)' is no \(name)", hint: "use one of \(known.joined(separator: ", "))")
            }
            return value
        }
    }
}
