// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Operations
import Primitives
import Synchronization
import TestKit
import Testing

@Suite struct ServiceManagerTests {
    @Test(arguments: [false, true]) func messagesAreAsSdNotifyWantsThem(isAbstract: Bool) async throws {
        try await TemporaryDirectory.with { directory in
            let socket = try NotifySocket(isAbstract ? "@dextra-test-\(getpid())" : directory + "/notify")
            let manager = ServiceManager(environment: ["NOTIFY_SOCKET": socket.name])
            manager.ready("serving\nat home")
            #expect(socket.next() == ["READY=1", "STATUS=serving at home"])
            manager.reloading(at: .seconds(2) + .microseconds(5))
            #expect(socket.next() == ["RELOADING=1", "MONOTONIC_USEC=2000005"])
            manager.status("busy")
            #expect(socket.next() == ["STATUS=busy"])
            manager.isAlive()
            #expect(socket.next() == ["WATCHDOG=1"])
            manager.stopping()
            #expect(socket.next() == ["STOPPING=1", "STATUS=ending"])
        }
    }

    @Test func withoutAManagerNothingIsSaid() {
        for environment in [
            [:], ["NOTIFY_SOCKET": ""], ["NOTIFY_SOCKET": "vsock:2:1"], ["NOTIFY_SOCKET": "/nowhere/at/all"],
            ["NOTIFY_SOCKET": "/" + String(repeating: "x", count: 200)],
        ] { ServiceManager(environment: environment).ready("serving") }
    }

    @Test(
        arguments: [
            (["WATCHDOG_USEC": "30000000"], 30.0), (["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "42"], 30.0),
            (["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "43"], nil), (["WATCHDOG_USEC": "0"], nil),
            (["WATCHDOG_USEC": "soon"], nil), ([:], nil),
        ] as [([String: String], Double?)]) func theWatchdogIsMeantForThisProcess(
            variables: [String: String], seconds: Double?
        )
    {
        let environment = variables.merging(["NOTIFY_SOCKET": "/x"]) { $1 }
        #expect(ServiceManager(environment: environment, processID: 42).patience == seconds.map { .seconds($0) })
    }

    @Test func theWatchdogIsFedWhileTheServerLives() async throws {
        try await TemporaryDirectory.with { directory in
            let socket = try NotifySocket(directory + "/notify")
            let manager = ServiceManager(
                environment: ["NOTIFY_SOCKET": socket.name, "WATCHDOG_USEC": "10000000"])
            let time = ManualTime()
            let isFine = Mutex(true)
            let looks = Mutex(0)
            let health = HealthService(
                ready: [],
                vital: [
                    HealthCheck("loops") {
                        looks.withLock { $0 += 1 }
                        return isFine.withLock { $0 } ? .ok() : .failed("still")
                    }
                ], time: time.source, logger: .silent)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await Watchdog(manager, health: health, time: time.source).run() }
                for _ in 0..<3 {
                    #expect(socket.next() == ["WATCHDOG=1"])
                    await time.waitForSleepers()
                    time.advance(by: .seconds(5))
                }
                #expect(socket.next() == ["WATCHDOG=1"])
                isFine.withLock { $0 = false }
                await time.waitForSleepers()
                time.advance(by: .seconds(5))
                while looks.withLock({ $0 }) < 5 { await Task.yield() }
                // The next message is one of another kind: the watchdog said nothing.
                await time.waitForSleepers()
                manager.status("after")
                #expect(socket.next() == ["STATUS=after"])
                group.cancelAll()
                do { try await group.waitForAll() } catch is CancellationError {}
            }
        }
    }
}
