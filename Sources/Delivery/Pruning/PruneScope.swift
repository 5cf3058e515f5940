// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import Workflows

/// What a look for things to remove is bounded by.
struct PruneScope: Sendable {
    /// One project alone, with what is its own; everything when nil.
    var project: Project?
    var settings: ServerSettings
    var now: Timestamp
    /// The run that does the removing.
    var runID: RunID?
    /// That run is the project's own: of the others none is at work.
    var holdsProject = false

    /// Throws `project_not_found`.
    static func read(_ project: ProjectName?, runID: RunID? = nil, _ parts: DeliveryParts) async throws -> PruneScope {
        try await parts.database.read { connection in
            PruneScope(
                project: try project.map { try ProjectStore().require(named: $0, on: connection) },
                settings: try SettingStore().server(on: connection), now: parts.time.now(), runID: runID)
        }
    }

    /// The moment that lies so far back.
    func before(_ age: Duration) -> Timestamp { now + (.zero - age) }

    /// The projects in question whose files are on this node.
    func projects(_ parts: DeliveryParts) async throws -> [Project] {
        if let project { return parts.isHere(project) ? [project] : [] }
        return try await parts.database.read { try ProjectStore().list(on: $0).filter(parts.isHere) }
    }

    /// Whether another run may be working with the project's files, or is about to.
    func isBusy(_ project: ProjectID, on connection: any ReadConnection) throws -> Bool {
        try !holdsProject && !RunStore().open(subject: DeliveryParts.subject(of: project), on: connection).isEmpty
    }
}

/// One kind of thing that can be removed: what of it is too much, and how it goes.
///
/// ``remove(_:_:)`` looks again whether the thing may go: between the look and the removal anything may have happened.
protocol PruneMatter: Sendable {
    var kind: PruneKind { get }

    /// Adds what goes and what stays.
    func look(_ scope: PruneScope, _ report: inout PruneReport) async throws

    /// False when it is gone already or is needed again.
    func remove(_ item: PruneItem, _ scope: PruneScope) async throws -> Bool
}
