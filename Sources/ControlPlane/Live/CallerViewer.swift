// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import LiveEvents
import Model
import Primitives
import Storage
import Workflows

/// What a caller may see of what happens, as long as they are connected.
struct CallerViewer: LiveViewer {
    private let principal: Principal
    /// The projects they may see; nil for all, and for what is of none.
    private let visible: Set<ProjectID>?
    /// Whether they are told of other people.
    private let seesPeople: Bool
    private let own: String?
    private let request: HTTPRequest
    private let callers: CallerReader
    private let database: any Database

    /// Looks up who asks. Throws `unauthenticated` and whatever else is wrong with what they bring.
    ///
    /// - isUse: as of ``CallerReader/caller(of:isUse:)``.
    init(
        of request: HTTPRequest, _ callers: CallerReader, database: any Database, isUse: Bool = true
    ) async throws {
        guard let principal = try await callers.caller(of: request, isUse: isUse)?.principal else {
            throw Gate.unauthenticated()
        }
        self.principal = principal
        self.request = request
        self.callers = callers
        self.database = database
        seesPeople = principal.may(.administer)
        own = principal.ownSubject
        visible =
            principal.may(.view)
            ? nil
            : try await database.read { connection in
                Set(try ProjectStore().list(on: connection).filter { principal.may(.view, on: $0) }.map(\.id))
            }
    }

    func sees(_ event: Event) -> Bool {
        guard let visible else { return seesPeople || !event.isPersonal || event.subject == own }
        guard event.subject.hasPrefix("project/"), let id = ProjectID(event.subject.dropFirst(8)) else { return false }
        return visible.contains(id)
    }

    func mayFollow(_ run: Run) async throws {
        let project = try await database.lookUp { connection in
            try run.projectID.flatMap { try ProjectStore().find($0, on: connection) }
        }
        guard project.map({ principal.may(.view, on: $0) }) ?? principal.may(.view) else {
            throw Failure(.runNotFound, "there is no run \(run.id)")
        }
    }

    func mayRead(logsOf project: ProjectName) async throws {
        let found = try await database.lookUp { try ProjectStore().find(named: project, on: $0) }
        guard let found, principal.may(.view, on: found) else {
            throw Failure(
                .projectNotFound, "there is no project '\(project)'",
                hint: "'dextra status' lists the projects that you may see")
        }
    }

    var expiresAt: Timestamp? { principal.expiresAt }

    /// Their own changes by name; those of grants and teams may be anybody's.
    func isAffected(by event: Event) -> Bool {
        guard let user = principal.user else { return false }
        return event.type.hasPrefix("grant.") || event.type.hasPrefix("team.") || event.subject == "user/\(user.id)"
    }

    func renewed() async throws -> any LiveViewer {
        try await CallerViewer(of: request, callers, database: database, isUse: false)
    }
}

extension Principal {
    /// The subject of what is about themselves; nil for a program, which is let in for other things.
    var ownSubject: String? { isInteractive ? user.map { "user/\($0.id)" } : nil }
}
