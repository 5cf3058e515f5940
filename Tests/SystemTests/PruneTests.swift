// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Primitives
import Processes
import TestKit
import Testing

extension SystemTests {
    /// What is removed, through the real binaries.
    @Suite(.serialized) struct PruneTests {
        @Test func pruningAllTheTimeTakesNothingThatIsNeeded() async throws {
            try await Installation.with { dextra in
                let app = try dextra.writeApp("shop", version: "0")
                try #require(try await dextra.dextra("deploy", app).status.isSuccess)
                #expect(try await dextra.dextra("settings", "set", "releases.keep", "3").status.isSuccess)
                let pruning = Task { [dextra] in
                    var rounds = 0
                    while access("\(dextra.folder)/enough", F_OK) != 0 {
                        let pruned = try await dextra.dextra("prune")
                        #expect(pruned.status.isSuccess, "\(pruned)")
                        rounds += 1
                    }
                    return rounds
                }
                for version in 1...6 {
                    try dextra.writeApp("shop", version: "\(version)")
                    let deployed = try await dextra.dextra("deploy", app)
                    #expect(deployed.status.isSuccess, "\(deployed)")
                }
                let url = try await dextra.url("shop")
                // v1 served version 0: the newest three are v7, v6 and v5.
                for (release, answer) in [("v5", "4"), ("v6", "5"), ("v7", "6")] {
                    let rollback = try await dextra.dextra("rollback", release, "--project=shop")
                    #expect(rollback.status.isSuccess, "\(rollback)")
                    #expect(try await dextra.get("\(url)/") == answer)
                }
                try dextra.write("", to: "enough")
                #expect(try await pruning.value > 2)
                let gone = try await dextra.dextra("rollback", "v1", "--project=shop")
                #expect(gone.error.contains("release_pruned"), "\(gone)")
                let artifacts = try FileManager.default.contentsOfDirectory(
                    atPath: "\(dextra.home)/projects/shop/artifacts")
                #expect(artifacts.count == 3)
            }
        }

        /// Kills the server before and after each journal write of a prune run but the first, which is the run's own
        /// submission: who asked for it hears that nobody answered. The run then goes on where it was.
        @Test func aPruneThatIsKilledGoesOnAndTakesNothingThatIsNeeded() async throws {
            try await Installation.with { dextra in
                let app = try dextra.writeApp("shop", version: "0")
                try #require(try await dextra.dextra("deploy", app).status.isSuccess)
                let copy = "\(dextra.home)/libexec/0123456789abcdef0123456789abcdef"
                var crashes = 0
                for write in 2...100 {
                    var crashed = false
                    for phase in ["before", "after"] {
                        #expect(try await dextra.dextra("stop").status.isSuccess)
                        try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
                        try dextra.write("old", to: "home/libexec/0123456789abcdef0123456789abcdef/dextra")
                        let server = try await dextra.serve(environment: ["DEXTRA_CRASH_AT": "\(write):\(phase)"])
                        let pruned = try await dextra.dextra("prune")
                        #expect(pruned.status.isSuccess, "killed \(phase) write \(write): \(pruned)")
                        #expect(access(copy, F_OK) != 0, "killed \(phase) write \(write)")
                        if !RunningProcesses.isAlive(server.processID) { crashed = true }
                    }
                    if !crashed { break }
                    crashes += 1
                }
                #expect(crashes >= 5, "a prune writes its journal at least once for each step, not \(crashes) times")
                let url = try await dextra.url("shop")
                #expect(try await dextra.get("\(url)/") == "0")
                try dextra.writeApp("shop", version: "1")
                #expect(try await dextra.dextra("deploy", app).status.isSuccess)
                let rollback = try await dextra.dextra("rollback", "v1", "--project=shop")
                #expect(rollback.status.isSuccess, "\(rollback)")
                #expect(try await dextra.get("\(url)/") == "0")
            }
        }

        @Test func thePreviewSaysWhatGoesAndWhy() async throws {
            try await Installation.with { dextra in
                let app = try dextra.writeApp("shop", version: "1")
                try #require(try await dextra.dextra("deploy", app).status.isSuccess)
                let copy = "\(dextra.home)/libexec/0123456789abcdef0123456789abcdef"
                try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
                try dextra.write("old", to: "home/libexec/0123456789abcdef0123456789abcdef/dextra")
                let preview = try await dextra.dextra("prune", "--dry-run", "--json")
                #expect(preview.output.contains("\"program\"") && preview.output.contains("\"size\":3"), "\(preview)")
                #expect(access(copy, F_OK) == 0)
                let told = try await dextra.dextra("prune", "--dry-run")
                #expect(told.output.contains("no service was started with it"), "\(told)")
                #expect(told.output.contains("kept: 1 × release, in use"), "\(told)")
                let other = try await dextra.dextra("prune", "--dry-run", "--project=none")
                #expect(other.error.contains("project_not_found"), "\(other)")
                #expect(try await dextra.dextra("prune").status.isSuccess)
                #expect(access(copy, F_OK) != 0)
            }
        }

        @Test(.enabled(if: !TemporaryDatabase.isPostgreSQL, "about the embedded store's file"))
        func settingsAreShownSetAndRefused() async throws {
            try await Installation.with { dextra in
                let set = try await dextra.dextra("settings", "set", "backup.every", "90m")
                #expect(set.status.isSuccess && set.output.contains("backup.every is 90m"), "\(set)")
                #expect(try await dextra.dextra("settings", "get", "backup.every").output == "90m\n")
                try await eventually("a backup is made by itself") {
                    try await dextra.dextra("backup", "list").output.contains("dextra-scheduled-")
                }
                #expect(try await dextra.dextra("settings", "unset", "backup.every").status.isSuccess)
                let wrong = try await dextra.dextra("settings", "set", "backup.evry", "1h")
                #expect(wrong.error.contains("did you mean 'backup.every'?"), "\(wrong)")
                let refused = try await dextra.dextra("settings", "set", "releases.keep", "0")
                #expect(refused.error.contains("1 to 100"), "\(refused)")
                let list = try await dextra.dextra("settings", "list")
                #expect(list.output.contains("Full log files that are kept of each release"), "\(list)")
            }
        }
    }
}
