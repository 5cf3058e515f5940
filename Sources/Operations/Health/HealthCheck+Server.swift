// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
package import HTTP
package import Primitives
package import Storage
package import Workflows

extension HealthCheck {
    /// Below this nothing can be deployed.
    private static let leastDisk: Int64 = 200_000_000
    private static let goodDisk: Int64 = 2_000_000_000
    private static let goodSkew = Duration.seconds(5)

    /// Something can be written to the store and is read again.
    package static func store(_ database: any Database, time: TimeSource) -> HealthCheck {
        HealthCheck("store", timeout: .seconds(5)) {
            try await database.write { try HealthMark().leave(at: time.now(), on: $0) }
            // Nodes of one database share the mark, and their clocks differ: that there is one is all that counts.
            let found = try await database.read { try HealthMark().latest(on: $0) }
            return found == nil ? .failed("what was written can't be read") : .ok()
        }
    }

    /// The store says something, if only that its database is not there: a driver that hangs says nothing.
    package static func storeAnswers(_ database: any Database) -> HealthCheck {
        HealthCheck("store", timeout: .seconds(10)) {
            _ = try? await database.read { try HealthMark().latest(on: $0) }
            return .ok()
        }
    }

    /// This machine's clock agrees with the database's, within what a commit may take: sessions and codes go by it.
    package static func clock(_ database: any Database, time: TimeSource) -> HealthCheck {
        HealthCheck("clock", timeout: .seconds(5), isRequired: false) {
            let there = try await database.read { try $0.row("SELECT \($0.clock.expression) AS now")?.time("now") }
            guard let there else { return .failed("the database has no clock") }
            let skew = time.now() - there
            let text = "\(skew.wholeMilliseconds) ms from the database's"
            return skew < Self.goodSkew && skew > .zero - Self.goodSkew ? .ok(text) : .warning(text)
        }
    }

    /// There is room where the data directory is.
    package static func disk(_ home: String) -> HealthCheck {
        HealthCheck("disk", timeout: .seconds(2)) {
            let room = try DiskRoom.look(at: home)
            let megabytes = room.free / 1_000_000
            let text = megabytes < 10_000 ? "\(megabytes) MB free" : "\(megabytes / 1000) GB free"
            if room.free < Self.leastDisk { return .failed(text) }
            return room.free < Self.goodDisk ? .warning(text) : .ok(text)
        }
    }

    /// The event loops come round.
    package static func eventLoops(_ loops: [EventLoop]) -> HealthCheck {
        HealthCheck("event_loops", timeout: .seconds(1)) {
            for loop in loops { await loop.turn() }
            return .ok()
        }
    }

    /// The engine takes up the runs that are there to be taken.
    package static func workers(_ engine: WorkflowEngine, time: TimeSource) -> HealthCheck {
        let lag = WorkerLag()
        return HealthCheck("workers", timeout: .seconds(5)) {
            let backlog = try await engine.backlog()
            let wait = lag.note(backlog, at: time.uptime())
            let text = "\(backlog.open.pending) pending, \(backlog.active) at work"
            guard wait >= WorkerLag.limit else { return .ok(text) }
            return .failed("a run waits for \(wait.components.seconds) s although a worker is free")
        }
    }

    /// The certificates that are shown do not run out soon. A warning at most: whoever trusts one that has run out still
    /// gets in, and nobody gets in where there is no server.
    package static func certificates(_ certificates: TLSCertificates, time: TimeSource) -> HealthCheck {
        HealthCheck("certificate", isRequired: false) {
            let (now, all) = (time.now(), certificates.facts)
            if let early = all.map(\.notBefore).max(), early > now { return .warning("valid from \(early) on") }
            guard let end = all.map(\.notAfter).min() else { return .ok() }
            guard end >= now else { return .warning("not valid since \(end)") }
            let text = "valid until \(end)"
            return end - now < TLSCertificateFacts.renewal ? .warning(text) : .ok(text)
        }
    }

    /// The proxy answers, when there are applications that need it.
    package static func proxy(_ state: @escaping @Sendable () async throws -> ProxyState) -> HealthCheck {
        HealthCheck("proxy", timeout: .seconds(5)) {
            switch try await state() {
            case .unneeded: .ok("no application needs it")
            case .up: .ok()
            case .down: .failed("HAProxy does not answer")
            }
        }
    }
}

/// How the traffic proxy stands.
package enum ProxyState: Sendable, Hashable {
    case up, down
    /// There is nothing that it would route to.
    case unneeded
}
