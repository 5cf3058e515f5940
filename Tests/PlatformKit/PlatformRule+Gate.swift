// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Platforms
import Primitives

extension PlatformRule {
    private static let quick = HealthCheck(interval: .milliseconds(50), deadline: .seconds(3))

    static let gate = [
        PlatformRule("a crash at the gate carries the program's own words, and the release before it serves") { world in
            try await world.deploy(world.release(1))
            let failure = try await world.failureAtGate(world.release(2, "crash"))
            try same(failure.code, .appCrashed)
            try same(failure.values("exit"), ["exit status 3"])
            try holds(failure.values("log").contains("ValueError: DATABASE_URL is missing"), "\(failure.metadata)")
            try await world.platform.stop(world.reference(2), grace: .zero)
            try same(try await world.ask().body, "v1")
        },
        PlatformRule("bad answers at the gate are reported as they came") { world in
            let failure = try await world.failureAtGate(world.release(1, "bad", health: quick))
            try same(failure.code, .healthCheckFailed)
            try holds(
                failure.values("probe").contains { $0.hasPrefix("500 database is locked") }, "\(failure.metadata)")
            try same(failure.values("log"), ["starting in mode bad"])
        },
        PlatformRule("a program that ignores its port is told which one it has") { world in
            let failure = try await world.failureAtGate(world.release(1, "elsewhere", health: quick))
            try same(failure.code, .portIgnored)
            try holds(failure.values("listens_on").first.flatMap { Int($0) } != nil, "\(failure.metadata)")
        },
        PlatformRule("what was not started can't pass") { world in
            _ = try await world.platform.provision(world.target, exposure: Exposure())
            let nobody = PlatformInstance(
                platform: world.platform.id, reference: world.reference(1),
                endpoints: [Endpoint(host: "127.0.0.1", port: 1)])
            let failure = try await world.failure {
                try await world.platform.probe(nobody, of: world.release(1)) { _ in }
            }
            try same(failure.code, .instanceNotRunning)
        },
    ]

    static let ending = [
        PlatformRule("a program is asked to end with the signal it wants") { world in
            var release = world.release(1, "interrupt")
            release.stopSignal = .int
            try await world.deploy(release)
            try await world.platform.stop(release.reference, grace: .seconds(60))
            try same(try await world.platform.status(of: release.reference).lastExit, "exit status 0")
        },
        PlatformRule("a program that ignores the request is killed") { world in
            try await world.deploy(world.release(1, "stubborn"))
            try await world.platform.stop(world.reference(1), grace: .milliseconds(100))
            try holds(try await world.platform.find(world.reference(1)) == nil)
            try same(try await world.platform.status(of: world.reference(1)).lastExit, "killed by SIGKILL")
            try same(try await world.platform.status(of: world.reference(1)).state, .stopped)
        },
    ]
}
