// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import HTTP
import OpenAPI

/// One thing that can be asked of the API: where, by whom, with what, and what comes back.
///
/// The table of operations is the API. The router, the OpenAPI document, the gate and the tests of who may do what are
/// all made from it, so that none of them can forget one.
package struct Operation: Sendable {
    package let method: HTTPMethod
    /// With its parameters in braces, e.g. `/v1/projects/{project}`.
    package let path: String
    /// Unique, e.g. `getProject`; audit entries and metrics call it so.
    package let name: String
    package let summary: String
    package let access: Access
    package let query: [any DeclaredParameter]
    let traits: Set<Trait>
    let body: BodyKind?
    let answers: [AnswerKind]
    let handle: @Sendable (Call) async throws -> Void

    /// What else holds for an operation.
    enum Trait: Sendable {
        /// Takes `Idempotency-Key`.
        case keyed
        /// Answers an `ETag`, and 304 for who has it.
        case tagged
        /// Takes `If-Match`.
        case conditional
        /// Finds a few rows by their key and answers a few kilobytes: done on the connection's event loop, as a change of
        /// threads would cost more.
        case brief
        /// Changes nothing that an audit would ask for, though its method says it might.
        case unaudited
        /// Answers something that is shown this once.
        case secret
        /// Needs no CSRF token: nobody is signed in yet.
        case opensSession
    }

    /// A body's media type and schema.
    struct BodyKind: Sendable {
        var type: String
        var schema: @Sendable () throws -> Schema
    }

    /// A success and what it brings.
    struct AnswerKind: Sendable {
        var status: HTTPStatus
        var about: String
        var type: String?
        var schema: @Sendable () throws -> Schema = { .any }
    }

    /// The router's spelling of the path.
    var pattern: String {
        path.split(separator: "/", omittingEmptySubsequences: false).map { segment in
            segment.hasPrefix("{") ? ":" + segment.dropFirst().dropLast() : String(segment)
        }.joined(separator: "/")
    }

    /// Names of the path's parameters, in order.
    package var pathParameters: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }

    /// The section of the document that it stands in: the first part of its path after the version.
    var tag: String {
        let parts = path.split(separator: "/").map(String.init)
        guard parts.first == "v1" else { return "operations" }
        return Section.of(parts).rawValue
    }

    /// Whether it can change something.
    package var isUnsafe: Bool { method != .get && method != .head }
}
