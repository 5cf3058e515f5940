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
        var expiresAt: Timestamp?
        /// Instead of being looked up again.
        var failure: Failure?
        var renewals = 0
    }

    private let rights = Mutex(Rights())

    var renewals: Int { rights.withLock(\.renewals) }

    func change(_ change: (inout Rights) -> Void) { rights.withLock { change(&$0) } }

    func viewer() -> TestViewer { TestViewer(people: self, rights: rights.withLock { $0 }) }

    fileprivate func renewed() throws -> TestViewer {
        let now = rights.withLock { rights in
            rights.renewals += 1
            return rights
        }
        if let failure = now.failure { throw failure }
        return TestViewer(people: self, rights: now)
    }
}

/// A snapshot of those rights.
struct TestViewer: LiveViewer {
    let people: TestPeople
    let rights: TestPeople.Rights

    var expiresAt: Timestamp? { rights.expiresAt }

    func sees(_ event: Event) -> Bool { rights.subjects?.contains(event.subject) ?? true }

    func mayFollow(_ run: Run) throws {
        guard rights.mayFollow else { throw Failure(.notFound, "no such run") }
    }

    func mayRead(logsOf project: ProjectName) throws {
        guard rights.mayFollow else { throw Failure(.permissionDenied, "\(project)'s log is not for you") }
    }

    func renewed() async throws -> any LiveViewer { try people.renewed() }
}
