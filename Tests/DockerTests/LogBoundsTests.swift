// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import Docker
import Model
import Platforms
import Primitives
import TestKit
import Testing

/// A client names any place and any time to read a log from.
@Suite(.timeLimit(.minutes(1))) struct LogBoundsTests {
    private static func target() throws -> PlatformTarget {
        PlatformTarget(project: try ProjectName("shop"), ordinal: 1, profile: .production)
    }

    private static func query(start: Int64? = nil, since: String? = nil, until: String? = nil) -> Platforms.LogQuery {
        Platforms.LogQuery(start: start, since: since.flatMap { Timestamp($0) }, until: until.flatMap { Timestamp($0) })
    }

    /// What `dextra logs --since 36500d` asks for, Go's zero time, the ends of what RFC 3339 can say, and the last place.
    private static let queries = [
        (query(since: "1926-12-21T00:00:00.007Z"), true), (query(since: "0001-01-01T00:00:00Z"), true),
        (query(since: "0000-01-01T00:00:00Z", until: "9999-12-31T23:59:59.999Z"), true),
        (query(until: "0000-01-01T00:00:00Z"), false), (query(since: "9999-12-31T23:59:59.999Z"), false),
        (query(start: .max), false), (query(start: 0), true),
    ]

    @Test(arguments: queries) func `a release's log is read from any place`(
        query: Platforms.LogQuery, hasLine: Bool
    ) async throws {
        try await SlowEngine.with { double, _, platform in
            double.letStart()
            let release = PlatformRelease(
                reference: ReleaseReference(target: try Self.target(), number: 1),
                id: RandomSource.seeded(1).identifier(at: Timestamp(millisecondsSinceEpoch: 0)),
                artifact: .image(reference: "shop:1"), workload: .image)
            _ = try await platform.start(release)
            let lines = try await Self.lines { try await platform.logs(of: release.reference, query, into: $0) }
            #expect(lines == (hasLine ? ["hello"] : []))
        }
    }

    @Test(arguments: queries) func `a service's log is read from any place`(
        query: Platforms.LogQuery, hasLine: Bool
    ) async throws {
        try await SlowEngine.with { _, engine, _ in
            let naming = DockerNaming(server: "1a2b3c4d")
            var spec = ContainerSpec(image: "postgres")
            spec.labels = naming.labels(try Self.target())
            spec.labels[DockerNaming.Label.process] = "db"
            spec.labels[DockerNaming.Label.kind] = "service"
            _ = try await engine.create(spec, name: "db")
            let services = DockerServices(engine: { engine }, naming: naming)
            let target = try Self.target()
            let lines = try await Self.lines { try await services.logs(of: "db", target, query, into: $0) }
            #expect(lines == (hasLine ? ["hello"] : []))
        }
    }

    private static func lines(_ read: (@escaping LogEntryReceiver) async throws -> Void) async throws -> [String] {
        let (lines, continuation) = AsyncStream.makeStream(of: String.self)
        try await read { entry in if case .line(let line) = entry { continuation.yield(line.text) } }
        continuation.finish()
        return await lines.reduce(into: []) { $0.append($1) }
    }
}
