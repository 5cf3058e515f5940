// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Platforms
import Primitives

extension PlatformRule {
    static let recovery = [
        PlatformRule("a restarted server adopts what runs") { world in
            let instance = try await world.deploy(world.release(1))
            let next = world.restartedServer()
            let again = try await next.start(world.release(1))
            try holds(again.adopted)
            try same(again.endpoints, instance.endpoints)
            let reports = try await next.recover([ExpectedRelease(release: world.release(1), role: .active)])
            try same(reports.map(\.outcome), [.adopted])
            try same(try await world.ask().body, "v1")
        },
        PlatformRule("after the machine went down the active release is started, a warm one is not") { world in
            try await world.deploy(world.release(1))
            try await world.deploy(world.release(2))
            try await world.losePower()
            let next = world.restartedServer()
            let reports = try await next.recover([
                ExpectedRelease(release: world.release(1), role: .warm),
                ExpectedRelease(release: world.release(2), role: .active),
            ])
            try same(reports.map(\.outcome), [.gone, .restarted])
            guard let instance = try await next.find(world.reference(2)) else { throw Broken("it doesn't run") }
            try await next.probe(instance, of: world.release(2)) { _ in }
            try same(try await world.ask().body, "v2")
        },
        PlatformRule("a program that ends by itself is started again, and that is told") { world in
            try await world.deploy(world.release(1))
            let (events, continuation) = AsyncStream.makeStream(of: PlatformEvent.self)
            try await withThrowingTaskGroup { group in
                group.addTask { try await world.platform.watch { continuation.yield($0) } }
                // So that the watchdog has seen it run.
                try await TimeSource.system.sleep(for: .milliseconds(1500))
                _ = try? await world.ask("/die")
                for await event in events where event.detail.contains("exit status 9") { break }
                try await world.until { try await world.ask().body == "v1" }
                group.cancelAll()
            }
            try holds(try await world.platform.status(of: world.reference(1)).restarts > 0)
        },
        PlatformRule("the watchdog restarts a release that stops answering") { world in
            let health = HealthCheck(watchInterval: .milliseconds(100), watchFailures: 2)
            try await world.deploy(world.release(1, health: health))
            let (events, continuation) = AsyncStream.makeStream(of: PlatformEvent.self)
            try await withThrowingTaskGroup { group in
                group.addTask { try await world.platform.watch { continuation.yield($0) } }
                try same(try await world.ask("/break").status, 500)
                for await event in events where event.state == .unhealthy { break }
                // What it was asked while it was ended has no answer.
                try await world.until { (try? await world.ask().body) == "v1" }
                group.cancelAll()
            }
        },
    ]
}
