// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage

/// What an API token is to be good for, checked against who asks for it: nobody gives more than they have.
struct TokenTerms: Sendable, Hashable {
    var scopes: [Permission]
    var projects: [ProjectName]?
    /// Nil for one that does not expire.
    var expiresAt: Timestamp?

    static let defaultDays = 90
    /// More would make access tokens too long for a header.
    static let mostProjects = 30

    /// - days: nil for the default, 0 for a token that does not expire.
    ///
    /// Throws `scope_too_wide`, `project_not_found`, `token_expiry_refused`, `invalid_argument`.
    init(
        scopes: [Permission], projects: [ProjectName]?, days: Int?, askedBy principal: Principal, at now: Timestamp,
        on connection: any ReadConnection
    ) throws {
        guard !scopes.isEmpty else {
            throw Failure(.invalidArgument, "a token needs at least one scope", hint: "name them, such as view, deploy")
        }
        guard projects.map({ (1...Self.mostProjects).contains($0.count) }) ?? true else {
            throw Failure(
                .invalidArgument, "a token is for 1 to \(Self.mostProjects) projects, or for all of them",
                hint: "leave the projects out for all that its owner sees")
        }
        self.scopes = Set(scopes).sorted()
        self.projects = projects.map { Set($0).sorted { $0.text < $1.text } }
        try Self.check(self.scopes, self.projects, askedBy: principal, on: connection)
        expiresAt = try Self.expiry(
            days: days, askedBy: principal, at: now,
            most: SettingStore().server(on: connection).tokensMaximumDays)
    }

    private static func check(
        _ scopes: [Permission], _ names: [ProjectName]?, askedBy principal: Principal, on connection: any ReadConnection
    ) throws {
        guard !scopes.contains(.own) else { throw tooWide(.own) }
        guard let names else {
            guard principal.limit?.projects == nil else {
                throw Failure(
                    .scopeTooWide, "this token is for some projects and can't make one for all of them",
                    hint: "name the projects")
            }
            for scope in scopes where !principal.hasSomewhere(scope) { throw tooWide(scope) }
            return
        }
        for name in names {
            guard let project = try ProjectStore().find(named: name, on: connection), principal.may(.view, on: project)
            else {
                throw Failure(.projectNotFound, "there is no project named '\(name)'", hint: "check its name")
            }
            for scope in scopes where !principal.may(scope, on: project) { throw tooWide(scope) }
        }
    }

    private static func expiry(
        days: Int?, askedBy principal: Principal, at now: Timestamp, most: Int
    ) throws -> Timestamp? {
        // A session's end says nothing about the tokens made in it; a token's does.
        let end = principal.token == nil ? nil : principal.expiresAt
        switch days {
        case 0?:
            guard principal.may(.administer), end == nil else {
                throw Failure(
                    .tokenExpiryRefused, "only administrators make tokens that do not expire",
                    hint: "choose 1 to \(most) days")
            }
            return nil
        case let days?:
            let wanted = now + .seconds(min(max(days, 1), most) * 86_400)
            guard (1...most).contains(days), end.map({ wanted <= $0 }) ?? true else {
                throw Failure(
                    .tokenExpiryRefused, "a token can't be good for \(days) days here",
                    hint: end.map { "this one ends at \($0), and so does what it makes" } ?? "choose 1 to \(most) days")
            }
            return wanted
        case nil:
            let wanted = now + .seconds(min(defaultDays, most) * 86_400)
            return end.map { min($0, wanted) } ?? wanted
        }
    }

    private static func tooWide(_ scope: Permission) -> Failure {
        Failure(
            .scopeTooWide,
            scope == .own
                ? "no token may '\(scope.rawValue)'" : "you may not '\(scope.rawValue)' there, so your tokens may not",
            hint: "leave that scope out", metadata: [.init("scope", scope.rawValue)])
    }
}

extension Principal {
    /// Whether it may do something anywhere at all.
    func hasSomewhere(_ permission: Permission) -> Bool {
        grants.contains { $0.role.permissions.contains(permission) }
            && limit.map { $0.permissions.contains(permission) } ?? true
    }
}
