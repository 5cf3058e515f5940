// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Primitives
import Processes
import Testing

extension SystemTests {
    /// Runs in a person's hands: queued, cancelled, superseded, and asked about.
    @Suite(.serialized) struct RunControlTests {
        /// A release command that was cut off may have happened: it is not repeated without a person's word.
        @Test func cutOffReleaseCommandIsAskedAbout() async throws {
            try await Installation.with { dextra in
                let app = try dextra.writeApp("shop", version: "1")
                try dextra.write(
                    "name: shop\nstart: python3 app.py\nrelease: echo once >> $HOME/migrations; sleep 4\n",
                    to: "shop/dextra.yaml")
                let id = try await begin(app, on: dextra)
                try await eventually("the release command ran") { try migrations(of: dextra) == 1 }
                let server = try #require(try await dextra.info()["pid"]?.integer)
                try await RunningProcesses.kill(Int32(server))

                let watched = try await dextra.dextra("runs", id, "--follow")
                #expect(watched.status == .exited(FailureCategory.needsAnswer.exitCode), "\(watched)")
                #expect((watched.output + watched.error).contains("dextra answer"))
                #expect(try await state(of: id, on: dextra) == "waiting")

                #expect(try await dextra.dextra("answer", id, "continue").status.isSuccess)
                let ended = try await dextra.dextra("runs", id, "--follow")
                #expect(ended.status.isSuccess, "\(ended)")
                #expect(try await state(of: id, on: dextra) == "succeeded")
                #expect(try migrations(of: dextra) == 1)
            }
        }

        @Test func cancellationReachesTheBuildsChildren() async throws {
            try await Installation.with { dextra in
                let app = try dextra.writeApp("shop", version: "1")
                try dextra.write(
                    "name: shop\nstart: python3 app.py\nbuild: sh -c 'sleep 987654 & sleep 987654'\n",
                    to: "shop/dextra.yaml")
                let id = try await begin(app, on: dextra)
                try await eventually("the build runs") { RunningProcesses.mentioning("sleep 987654").count >= 2 }
                #expect(try await dextra.dextra("cancel", id).status.isSuccess)
                try await eventually("the run is cancelled") { try await state(of: id, on: dextra) == "cancelled" }
                try await eventually("its processes have ended") { RunningProcesses.mentioning("sleep 987654").isEmpty }
            }
        }

        @Test func deploysOfOneProjectQueueAndANewerOneSupersedes() async throws {
            try await Installation.with { dextra in
                let app = try dextra.writeApp("shop", version: "1")
                try dextra.write(
                    "name: shop\nstart: python3 app.py\nbuild: sleep 987655\n", to: "shop/dextra.yaml")
                let first = try await begin(app, on: dextra)
                try await eventually("the first builds") { !RunningProcesses.mentioning("sleep 987655").isEmpty }
                let second = try await begin(app, on: dextra)
                // Another project is not held up by this one.
                let other = try dextra.writeApp("other", version: "1")
                #expect(try await dextra.dextra("deploy", other).status.isSuccess)
                #expect(try await state(of: first, on: dextra) == "running")
                #expect(try await state(of: second, on: dextra) == "pending")

                try dextra.write("name: shop\nstart: python3 app.py\n", to: "shop/dextra.yaml")
                let third = try await dextra.dextra("deploy", app, "--supersede")
                #expect(third.status.isSuccess, "\(third)")
                #expect(try await state(of: first, on: dextra) == "cancelled")
                #expect(try await state(of: second, on: dextra) == "cancelled")
                try await eventually("its processes have ended") { RunningProcesses.mentioning("sleep 987655").isEmpty }
            }
        }

        /// Starts a deploy without waiting for it; gives the run's ID.
        private func begin(_ app: String, on dextra: Installation) async throws -> String {
            let outcome = try await dextra.dextra("deploy", app, "--wait=false", "--json")
            try #require(outcome.status.isSuccess, "\(outcome)")
            return try #require(try outcome.json["run"]?["id"]?.string)
        }

        private func state(of run: String, on dextra: Installation) async throws -> String? {
            try await dextra.dextra("runs", run, "--json").json["state"]?.string
        }

        private func migrations(of dextra: Installation) throws -> Int {
            let root = "\(dextra.home)/projects/shop"
            guard FileManager.default.fileExists(atPath: root) else { return 0 }
            return try FileManager.default.subpathsOfDirectory(atPath: root).filter { $0.hasSuffix("/migrations") }
                .reduce(0) { count, file in
                    count + (FileManager.default.contents(atPath: "\(root)/\(file)")?.split(separator: 10).count ?? 0)
                }
        }
    }
}
