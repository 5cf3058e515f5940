// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import LiveEvents
import Model
import Primitives
import Synchronization

/// What everybody of a test may see; changed while connections are open.
final class TestPeople: Sendable {
    struct Rights {
        /// nil for everything.
        var subjects: Set<String>?
        var mayFollow = true
        /// Instead of saying whether they may.
        var followFailure: Failure?
        var expiresAt: Timestamp?
        /// Instead of being looked up again.
        var failure: Failure?
        var renewals = 0
        /// How often something was told to have changed.
        var changes = 0
        /// What happens once somebody new, or again, was looked up, before anybody knows.
        var afterLookUp: (@Sendable () async throws -> Void)?
    }

    private let rights = Mutex(Rights())

    var renewals: Int { rights.withLock(\.renewals) }
    var changes: Int { rights.withLock(\.changes) }

    func noteChange() { rights.withLock { $0.changes += 1 } }

    func change(_ change: (inout Rights) -> Void) { rights.withLock { change(&$0) } }

    /// Who connects.
    func lookUp() async throws -> TestViewer {
        let now = rights.withLock { $0 }
        try await hesitate()
        return TestViewer(people: self, rights: now)
    }

    fileprivate func renewed() async throws -> TestViewer {
        let now = rights.withLock { rights in
            rights.renewals += 1
            return rights
        }
        if let failure = now.failure { throw failure }
        try await hesitate()
        return TestViewer(people: self, rights: now)
    }

    private func hesitate() async throws {
        let action = rights.withLock { rights in
            defer { rights.afterLookUp = nil }
            return rights.afterLookUp
        }
        try await action?()
    }
}

/// A snapshot of those rights.
struct TestViewer: LiveViewer {
    let people: TestPeople
    let rights: TestPeople.Rights

    var expiresAt: Timestamp? { rights.expiresAt }

    func sees(_ event: Event) -> Bool { rights.subjects?.contains(event.subject) ?? true }

    func mayFollow(_ run: Run) throws {
        if let failure = rights.followFailure { throw failure }
        guard rights.mayFollow else { throw Failure(.notFound, "no such run") }
    }

    func mayRead(logsOf project: ProjectName) throws {
        guard rights.mayFollow else { throw Failure(.permissionDenied, "\(project)'s log is not for you") }
    }

    func renewed() async throws -> any LiveViewer { try await people.renewed() }
}
