// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Model
import Primitives

/// The parts of a request that several routes read.
extension Exchange {
    /// The project a route names; throws `invalid_project_name`.
    var projectName: ProjectName { get throws { try ProjectName(try parameter("name")) } }

    /// The `profile` of the query, nil when it is not given; throws `invalid_argument`.
    var profile: Profile? {
        get throws { try choice("profile") }
    }

    /// The `profile` of the query, production when it is not given.
    var profileOrProduction: Profile { get throws { try profile ?? .production } }

    /// One of the values of an enumeration; throws `invalid_argument`.
    func choice<Value: RawRepresentable & CaseIterable>(_ name: String) throws -> Value?
    where Value.RawValue == String {
        guard let text = request.query[name] else { return nil }
        guard let value = Value(rawValue: text) else {
            let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
            throw Failure(.invalidArgument, "'\(text)' is no \(name)", hint: "use one of \(known)")
        }
        return value
    }

    /// A whole number within bounds; throws `invalid_argument`.
    func integer(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
        guard let text = request.query[name] else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw Failure(
                .invalidArgument, "'\(text)' is no \(name)",
                hint: "use a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A claim that is `true` or `false`, false when it is not given; throws `invalid_argument`.
    func flag(_ name: String) throws -> Bool {
        switch request.query[name] {
        case nil, "false": return false
        case "true": return true
        case let text?:
            throw Failure(.invalidArgument, "'\(text)' is no \(name)", hint: "use true or false")
        }
    }

    /// The body's length as the client announces it, nil when it doesn't.
    var announcedLength: Int64? { request.headers["Content-Length"].flatMap { Int64($0) } }

    /// Where a stream of events is taken up: the query's `after`, else what the client says it has seen. 0 is the
    /// beginning.
    var cursor: Int64? {
        get throws {
            guard let text = request.query["after"] ?? request.headers["Last-Event-ID"] else { return nil }
            guard let cursor = Int64(text), cursor >= 0 else {
                throw Failure(.invalidArgument, "'\(text)' is no event cursor")
            }
            return cursor == 0 ? nil : cursor
        }
    }

    /// 204.
    func respondWithNothing() async throws { try await respond(HTTPResponse(.noContent)) }
}
