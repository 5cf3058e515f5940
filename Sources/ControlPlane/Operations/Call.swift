// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Identity
import Model
import Primitives

/// One request of an operation, after the gate: who asks, for what.
struct Call: Sendable {
    let exchange: Exchange
    let operation: Operation
    /// What let it in.
    let gate: Gate
    /// Nil only where everyone is let in.
    var caller: Principal?
    /// The session that they came with; nil for who came otherwise.
    var signedIn: SignedIn?
    /// What the path names, as far as the operation's access had to look it up.
    var target: Target
    let notes: AuditNotes
    var policy: AccessPolicy { gate.policy }
    var audit: AuditLog { gate.audit }
    /// The numeric address on whose behalf the request is; nil over the unix socket.
    var address: String? { exchange.request.client }

    struct Target: Sendable {
        var project: Project?
        var run: Run?
    }

    /// Who asks; throws `unauthenticated`.
    var principal: Principal {
        get throws {
            guard let caller else { throw Gate.unauthenticated() }
            return caller
        }
    }

    /// The project of the path, which the caller may see.
    var project: Project {
        get throws {
            guard let project = target.project else { throw undeclared("project") }
            return project
        }
    }

    /// The run of the path, which the caller may see.
    var run: Run {
        get throws {
            guard let run = target.run else { throw undeclared("run") }
            return run
        }
    }

    /// The name of a project that may not exist yet; throws `invalid_project_name`.
    var projectName: ProjectName { get throws { try ProjectName(try path("project")) } }

    /// A parameter of the path, decoded.
    func path(_ name: String) throws -> String { try exchange.parameter(name) }

    /// A parameter of the path that is an ID; throws `not_found` for what can't be one.
    func id<Subject>(_ name: String) throws -> Identifier<Subject> {
        let text = try path(name)
        guard let id = Identifier<Subject>(text) else {
            throw Failure(.notFound, "there is no \(name) '\(text.prefix(64))'", hint: "use its ID")
        }
        return id
    }

    /// The value of a query parameter, nil when it is not given; throws `invalid_argument`.
    func query<Value>(_ parameter: QueryParameter<Value>) throws -> Value? {
        guard operation.query.contains(where: { $0.name == parameter.name }) else { throw undeclared(parameter.name) }
        return try exchange.request.query[parameter.name].map(parameter.read)
    }

    private func undeclared(_ name: String) -> Failure {
        Failure(.internalError, "\(operation.name) uses '\(name)', which it doesn't declare")
    }
}
