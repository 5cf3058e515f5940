// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Platforms
import Primitives

extension PlatformRule {
    static let serving = [
        PlatformRule("a release serves, then the next, and the way back to a warm one is a switch") { world in
            try await world.deploy(world.release(1))
            try same(try await world.ask().body, "v1")
            try await world.deploy(world.release(2))
            try same(try await world.ask().body, "v2")
            let first = world.reference(1)
            try same(try await world.platform.status(of: first).state, .running)
            try same(try await world.platform.drain(first, within: .seconds(5)).remaining, 0)
            guard let warm = try await world.platform.find(first) else { throw Broken("the predecessor is gone") }
            _ = try await world.platform.switchTraffic(to: warm)
            try same(try await world.ask().body, "v1")
            let second = world.reference(2)
            try await world.platform.stop(second, grace: .seconds(5))
            try holds(try await world.platform.find(second) == nil)
            try await world.platform.remove(second)
            try same(try await world.platform.status(of: second).state, .absent)
            try same(try await world.ask().body, "v1")
        },
        PlatformRule("a program has the platform's variables, and those of the release under them") { world in
            var release = world.release(1)
            release.environment["DEXTRA_RELEASE"] = Redacted("99")
            try await world.deploy(release)
            let lines = Set(try await world.ask("/environment").body.split(separator: "\n").map(String.init))
            let wanted: Set<String> = [
                "DEXTRA_PROJECT=shop", "DEXTRA_PROFILE=production", "DEXTRA_RELEASE=1", "NAME=v1",
                "PYTHONUNBUFFERED=1",
            ]
            try holds(lines.isSuperset(of: wanted), "\(wanted.subtracting(lines)) is missing")
            try holds(lines.contains { $0.hasPrefix("PORT=") } && lines.contains { $0.hasPrefix("HOST=") })
        },
        PlatformRule("what gets the traffic can be neither drained nor removed") { world in
            try await world.deploy(world.release(1))
            let drained = try await world.failure {
                _ = try await world.platform.drain(world.reference(1), within: .zero)
            }
            try same(drained.code, .instanceIsActive)
            let removed = try await world.failure { try await world.platform.remove(world.reference(1)) }
            try same(removed.code, .instanceIsActive)
        },
        PlatformRule("what was never there is absent, and ending it is fine") { world in
            let nobody = world.reference(7)
            try same(try await world.platform.status(of: nobody).state, .absent)
            try holds(try await world.platform.find(nobody) == nil)
            try await world.platform.stop(nobody, grace: .zero)
            try holds(try await world.platform.exposure(of: world.target) == nil)
            try await world.platform.destroy(world.target)
        },
        PlatformRule("a destroyed target leaves nothing behind") { world in
            try await world.deploy(world.release(1))
            try await world.platform.destroy(world.target)
            try await world.platform.destroy(world.target)
            try holds(try await world.platform.exposure(of: world.target) == nil)
            try holds(try await world.platform.find(world.reference(1)) == nil)
            try same(try await world.platform.status(of: world.reference(1)).state, .absent)
        },
    ]
}
