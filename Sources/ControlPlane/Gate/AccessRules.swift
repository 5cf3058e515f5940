// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Identity
import Model
import Primitives
import Storage
import Workflows

/// What each kind of access asks of a caller, and what of the path it looks up for that.
struct AccessRules: Sendable {
    let database: any Database

    /// Throws `unauthenticated`, `permission_denied`, `project_not_found`, `run_not_found` and what the path's
    /// parameters are refused with.
    func permit(_ caller: Principal?, _ exchange: Exchange, _ operation: Operation) async throws -> Call.Target {
        if operation.access == .everyone { return Call.Target() }
        guard let caller else { throw Gate.unauthenticated() }
        switch operation.access {
        case .everyone, .known: return Call.Target()
        case .interactive:
            guard caller.isInteractive else {
                throw Failure(
                    .permissionDenied, "\(operation.name) is for people, not for tokens", hint: "sign in on the page")
            }
            return Call.Target()
        case .installation(let permission):
            guard caller.may(permission) else { throw Self.denied(caller, permission, "this installation") }
            return Call.Target()
        case .somewhere(let permission):
            if caller.may(permission) { return Call.Target() }
            guard try await may(caller, permission) else { throw Self.denied(caller, permission, "any project") }
            return Call.Target()
        case .project(let permission):
            guard let project = try await project(exchange, seenBy: caller) else { throw try Self.noProject(exchange) }
            guard caller.may(permission, on: project) else { throw Self.denied(caller, permission, project.name.text) }
            return Call.Target(project: project)
        case .projectToBe(let permission):
            if let project = try await project(exchange, seenBy: caller) {
                guard caller.may(permission, on: project) else {
                    throw Self.denied(caller, permission, project.name.text)
                }
                return Call.Target(project: project)
            }
            // Who may not make it doesn't learn whether it is there.
            guard caller.may(permission) else { throw try Self.noProject(exchange) }
            return Call.Target()
        case .run(let permission):
            let (run, project) = try await run(exchange, seenBy: caller)
            let isAllowed = project.map { caller.may(permission, on: $0) } ?? caller.may(permission)
            guard isAllowed else { throw Self.denied(caller, permission, project?.name.text ?? "this installation") }
            return Call.Target(project: project, run: run)
        }
    }

    /// Whether a caller has the permission on some project, looked for among those that they were given or are limited to:
    /// each file that is uploaded asks.
    private func may(_ caller: Principal, _ permission: Permission) async throws -> Bool {
        try await database.read { connection in
            let store = ProjectStore()
            if let names = caller.limit?.projects {
                return try names.contains { name in
                    try store.find(named: name, on: connection).map { caller.may(permission, on: $0) } ?? false
                }
            }
            return try caller.grants.contains { grant in
                guard case .project(let id) = grant.scope else { return false }
                return try store.find(id, on: connection).map { caller.may(permission, on: $0) } ?? false
            }
        }
    }

    /// The project of the path, nil when there is none or the caller may not see it.
    private func project(_ exchange: Exchange, seenBy caller: Principal) async throws -> Project? {
        let name = try ProjectName(try exchange.parameter("project"))
        let project = try await database.lookUp { try ProjectStore().find(named: name, on: $0) }
        return project.flatMap { caller.may(.view, on: $0) ? $0 : nil }
    }

    /// The run of the path by its whole ID or the last eight or more characters of it, among those the caller may see.
    ///
    /// Throws `run_not_found`, `run_ambiguous`.
    private func run(_ exchange: Exchange, seenBy caller: Principal) async throws -> (run: Run, project: Project?) {
        let text = try exchange.parameter("run")
        let found = try await database.lookUp { connection in
            let runs =
                if let id = RunID(text.lowercased()) {
                    try RunStore().find(id, on: connection).map { [$0] } ?? []
                } else {
                    try RunStore().find(endingIn: text, on: connection)
                }
            return try runs.map { run in
                (run: run, project: try run.projectID.flatMap { try ProjectStore().find($0, on: connection) })
            }
        }
        let seen = found.filter { $0.project.map { caller.may(.view, on: $0) } ?? caller.may(.view) }
        guard let first = seen.first else {
            throw Failure(
                .runNotFound, "there is no run '\(text.prefix(64))'",
                hint: "give the whole ID or at least its last 8 characters; 'dextra runs' lists them")
        }
        guard seen.count == 1 else {
            throw Failure(
                .runAmbiguous, "\(seen.count) runs end in '\(text)'", hint: "give more characters of the ID",
                metadata: seen.map { .init("run", "\($0.run.id)") })
        }
        return first
    }

    private static func noProject(_ exchange: Exchange) throws -> Failure {
        Failure(
            .projectNotFound, "there is no project '\(try exchange.parameter("project"))'",
            hint: "'dextra status' lists the projects that you may see")
    }

    private static func denied(_ caller: Principal, _ permission: Permission, _ place: String) -> Failure {
        Failure(
            .permissionDenied, "\(caller.name) may not \(permission.rawValue) on \(place)",
            hint: caller.limit == nil
                ? "ask an administrator for a role that may"
                : "use a token whose scopes include '\(permission.rawValue)'",
            metadata: [.init("permission", permission.rawValue)])
    }
}
