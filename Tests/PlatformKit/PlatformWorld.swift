// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Model
package import Platforms
package import Primitives
import TestKit

/// A platform of its own for one test, and programs to run there. What is true of every platform is tested through it.
///
/// The programs behave as the variable MODE says: `good`, `bad` (500 `database is locked`), `crash` (status 3 after
/// the line `ValueError: DATABASE_URL is missing` on standard error), `elsewhere` (another port than PORT), `stubborn`
/// (ignores TERM), `interrupt` (ignores TERM, ends well on INT). They print `starting in mode …`, answer with NAME, at
/// /environment with their variables, and after /break with 500 until they are started again. At /say/word they write
/// the word to standard error, at /die they end with status 9.
package struct PlatformWorld: Sendable {
    package let platform: any Platform
    package let target: PlatformTarget
    private let artifact: Artifact
    private let workload: Workload
    private let server: @Sendable () -> any Platform
    private let power: @Sendable () async throws -> Void

    /// - restarted: another platform over the same world, as after a restart of the server.
    /// - powerLoss: ends everything as a machine does that goes down.
    package init(
        platform: any Platform, target: PlatformTarget, artifact: Artifact, workload: Workload,
        restarted: @escaping @Sendable () -> any Platform, powerLoss: @escaping @Sendable () async throws -> Void
    ) {
        self.platform = platform
        self.target = target
        self.artifact = artifact
        self.workload = workload
        server = restarted
        power = powerLoss
    }

    package func restartedServer() -> any Platform { server() }

    package func losePower() async throws { try await power() }

    package func reference(_ number: Int) -> ReleaseReference { ReleaseReference(target: target, number: number) }

    package func release(
        _ number: Int, _ mode: String = "good", health: HealthCheck = HealthCheck(), instances: Int = 1,
        workers: [WorkerProcess] = []
    ) -> PlatformRelease {
        PlatformRelease(
            reference: reference(number),
            id: RandomSource.seeded(UInt64(number)).identifier(at: Timestamp(millisecondsSinceEpoch: 0)),
            artifact: artifact, workload: workload,
            environment: ["MODE": Redacted(mode), "NAME": Redacted("v\(number)")], health: health,
            stopGrace: .seconds(5), instances: instances, workers: workers)
    }

    /// Provisions, starts, probes and switches, as a deployment does.
    @discardableResult
    package func deploy(_ release: PlatformRelease) async throws -> PlatformInstance {
        _ = try await platform.provision(target, exposure: Exposure())
        let instance = try await platform.start(release)
        try await platform.probe(instance, of: release) { _ in }
        _ = try await platform.switchTraffic(to: instance)
        return instance
    }

    /// How a deployment of the release fails at the gate.
    package func failureAtGate(_ release: PlatformRelease) async throws -> Failure {
        _ = try await platform.provision(target, exposure: Exposure())
        let instance = try await platform.start(release)
        return try await failure { try await platform.probe(instance, of: release) { _ in } }
    }

    package func failure(_ body: () async throws -> Void) async throws -> Failure {
        do {
            try await body()
        } catch let failure as Failure {
            return failure
        }
        throw Broken("it should have failed")
    }

    /// What the target's public address answers.
    package func ask(_ path: String = "/") async throws -> (status: Int, body: String) {
        guard let url = try await platform.exposure(of: target)?.address.url,
            let port = url.split(separator: ":").last.flatMap({ Int($0) })
        else { throw Broken("there is no address to ask") }
        let response = try await HTTPClient().request(
            to: .tcp(host: "127.0.0.1", port: port), HTTPClientRequest(.get, path, headers: ["Connection": "close"]))
        return (response.status.code, String(decoding: try await response.collect(), as: UTF8.self))
    }

    /// What the release has written, as the query asks.
    package func log(_ number: Int, _ query: LogQuery = LogQuery()) async throws -> [LogLine] {
        let collected = Collected<LogLine>()
        try await platform.logs(of: reference(number), query) { entry in
            if case .line(let line) = entry { collected.add(line) }
        }
        return collected.all
    }

    /// Waits until something is so; the test's own time limit ends it else.
    package func until(_ condition: () async throws -> Bool) async throws {
        while try await !condition() { try await TimeSource.system.sleep(for: .milliseconds(50)) }
    }
}

/// What a platform did is not what the contract says.
package struct Broken: Error, CustomStringConvertible {
    package var description: String

    package init(_ description: String) { self.description = description }
}

/// Throws `Broken` unless both are the same.
package func same<Value: Equatable>(_ found: Value, _ wanted: Value, line: Int = #line) throws {
    if found != wanted { throw Broken("line \(line): \(found) instead of \(wanted)") }
}

package func holds(_ claim: Bool, _ words: @autoclosure () -> String = "", line: Int = #line) throws {
    if !claim { throw Broken("line \(line): not so \(words())") }
}

extension Failure {
    package func values(_ key: String) -> [String] { metadata.filter { $0.key == key }.map(\.value) }
}

extension Collected where Element == LogLine {
    package var texts: [String] { all.map(\.text) }
}
