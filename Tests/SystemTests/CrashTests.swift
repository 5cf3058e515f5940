// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives
import Processes
import Testing

extension SystemTests {
    /// kill -9 of everything that can be killed: runs end as they should, nothing is started twice, nothing is lost.
    @Suite(.serialized) struct CrashTests {
        /// Kills the server before and after each journal write of a deploy, while traffic goes on.
        @Test func serverKilledAtEveryJournalWrite() async throws {
            try await Installation.with { dextra in
                let app = try dextra.writeApp("shop", version: "0")
                #expect(try await dextra.dextra("deploy", app).status.isSuccess)
                let url = try await dextra.url("shop")
                let load = try await Load.begin(on: url, of: dextra, rate: 20)
                var version = 0
                var crashes = 0
                for write in 1...200 {
                    var crashed = false
                    for phase in ["before", "after"] {
                        #expect(try await dextra.dextra("stop").status.isSuccess)
                        let server = try await dextra.serve(environment: ["DEXTRA_CRASH_AT": "\(write):\(phase)"])
                        version += 1
                        try dextra.writeApp("shop", version: "\(version)")
                        let outcome = try await dextra.dextra("deploy", app)
                        #expect(outcome.status.isSuccess, "killed \(phase) write \(write): \(outcome)")
                        #expect(try await dextra.get("\(url)/") == "\(version)", "killed \(phase) write \(write)")
                        if !RunningProcesses.isAlive(server.processID) { crashed = true }
                    }
                    if !crashed { break }
                    crashes += 1
                }
                #expect(crashes >= 10, "a deploy writes its journal at least once for each step, not \(crashes) times")
                let (status, report) = try await load.end()
                #expect(status.isSuccess, "the old release did not keep serving:\n\(report)")

                let starts = try dextra.starts(of: "shop")
                #expect(Set(starts).count == starts.count, "started twice: \(starts)")
                // The active release and at most its warm predecessor run; nothing is orphaned.
                #expect((1...2).contains(dextra.shims(of: "shop").count))
            }
        }

        @Test func appCrashingWhileTheServerIsDownComesBack() async throws {
            try await Installation.with { dextra in
                let app = try dextra.writeApp("shop", version: "1")
                #expect(try await dextra.dextra("deploy", app).status.isSuccess)
                let url = try await dextra.url("shop")
                let server = try #require(try await dextra.info()["pid"]?.integer)
                try await RunningProcesses.kill(Int32(server))
                let before = RunningProcesses.below("\(dextra.home)/projects/shop")
                try #require(!before.isEmpty)
                for pid in before { kill(pid, SIGKILL) }
                try await eventually { try await dextra.get("\(url)/") == "1" }
                #expect(!(try await dextra.answers()), "the shim alone restarts the application")

                let status = try await dextra.dextra("status", "shop", "--json")
                #expect(status.status.isSuccess, "\(status)")
                #expect(dextra.shims(of: "shop").count == 1)
            }
        }

        @Test func killedShimIsReplacedAndNothingRunsTwice() async throws {
            try await Installation.with { dextra in
                let app = try dextra.writeApp("shop", version: "1")
                #expect(try await dextra.dextra("deploy", app).status.isSuccess)
                let url = try await dextra.url("shop")
                let shims = dextra.shims(of: "shop")
                try #require(!shims.isEmpty)
                for shim in shims { kill(shim, SIGKILL) }
                try await eventually {
                    guard dextra.shims(of: "shop").count == 1 else { return false }
                    return try await dextra.get("\(url)/") == "1"
                }
            }
        }

        @Test func killedProxyComesBackWithTheSwitchedState() async throws {
            try await Installation.with { dextra in
                let app = try dextra.writeApp("shop", version: "1")
                #expect(try await dextra.dextra("deploy", app).status.isSuccess)
                try dextra.writeApp("shop", version: "2")
                #expect(try await dextra.dextra("deploy", app).status.isSuccess)
                let url = try await dextra.url("shop")
                for pid in RunningProcesses.mentioning("\(dextra.home)/proxy")
                where RunningProcesses.commandLine(of: pid).contains("haproxy") { kill(pid, SIGKILL) }
                try await eventually { try await dextra.get("\(url)/") == "2" }
            }
        }
    }
}
