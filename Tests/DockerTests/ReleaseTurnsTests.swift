// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import Docker
import Model
import Platforms
import Primitives
import TestKit
import Testing

/// A run and the watchdog at the same release.
@Suite(.timeLimit(.minutes(1))) struct ReleaseTurnsTests {
    private static func release() throws -> PlatformRelease {
        let target = PlatformTarget(project: try ProjectName("shop"), ordinal: 1, profile: .production)
        return PlatformRelease(
            reference: ReleaseReference(target: target, number: 1),
            id: RandomSource.seeded(1).identifier(at: Timestamp(millisecondsSinceEpoch: 0)),
            artifact: .image(reference: "shop:1"), workload: .image)
    }

    /// Questions that are answered while somebody else could ask theirs.
    private static func pass(_ engine: DockerEngine) async throws {
        for _ in 1...100 { _ = try await engine.networks() }
    }

    @Test func `a container that is about to start is nobody else's to remove`() async throws {
        try await SlowEngine.with { double, engine, platform in
            let release = try Self.release()
            async let first = platform.start(release)
            async let second = platform.start(release)
            for await _ in double.starts { break }
            try await Self.pass(engine)
            double.letStart()
            let instances = try await [first, second]
            #expect(double.deeds == ["create c1", "start c1"])
            #expect(instances[0].endpoints == instances[1].endpoints)
            #expect(instances.filter(\.adopted).count == 1)
        }
    }

    @Test func `a stop waits for what is about to start`() async throws {
        try await SlowEngine.with { double, engine, platform in
            let release = try Self.release()
            async let starting = platform.start(release)
            for await _ in double.starts { break }
            async let stopping: Void = platform.stop(release.reference, grace: .zero)
            try await Self.pass(engine)
            double.letStart()
            _ = try await starting
            try await stopping
            #expect(double.deeds == ["create c1", "start c1", "stop c1"])
        }
    }

    @Test func `the watchdog brings nothing back that was stopped since it looked`() async throws {
        try await SlowEngine.with { double, _, platform in
            double.letStart()
            let release = try Self.release()
            _ = try await platform.start(release)
            try await platform.stop(release.reference, grace: .zero)
            try await platform.revive(release)
            try await platform.restart("web.1", of: release)
            #expect(double.deeds == ["create c1", "start c1", "stop c1"])
            try await platform.destroy(release.reference.target)
            try await platform.revive(release)
            #expect(double.deeds == ["create c1", "start c1", "stop c1", "remove c1"])
        }
    }
}
