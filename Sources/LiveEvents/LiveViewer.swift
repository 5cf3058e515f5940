// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// Who looks, as far as what they may see is concerned: a snapshot that is replaced when their permissions change.
package protocol LiveViewer: Sendable {
    /// Whether an event may be shown. Asked for every event and every subscription on an event loop, so it is to be
    /// answered from memory.
    func sees(_ event: Event) -> Bool

    /// Throws what a person who may not follow the run is to be told, e.g. `run_not_found`.
    func mayFollow(_ run: Run) async throws

    /// Throws what a person who may not read the application's output is to be told.
    func mayRead(logsOf project: ProjectName) async throws

    /// When the session or token ends by itself; nil for never.
    var expiresAt: Timestamp? { get }

    /// Whether an event of a kind that ``LiveAuthority`` names may change what this viewer may see.
    func isAffected(by event: Event) -> Bool

    /// The same viewer as they stand now. Throws when they are signed out, disabled or unknown.
    func renewed() async throws -> any LiveViewer
}

extension LiveViewer {
    package func isAffected(by event: Event) -> Bool { true }
}

/// The events that tell of changed permissions.
///
/// Such an event is a barrier in the log: whom it may affect is shown nothing beyond it until they have been looked up
/// again, so what follows is seen with neither more nor less than the rights of its time.
package enum LiveAuthority {
    /// How the types of such events begin.
    package static let types = ["session.", "user.", "team.", "grant.", "token."]

    static func isConcerned(by event: Event) -> Bool { types.contains { event.type.hasPrefix($0) } }
}
