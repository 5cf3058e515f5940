// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Primitives
import Processes
import Testing

/// Everything that drives the real binaries; serial, because each test starts servers, proxies and applications.
@Suite(.serialized) enum SystemTests {}

extension SystemTests {
    /// What the product is for, from the command line to the answer of the application.
    @Suite(.serialized) struct MainJobTests {
        @Test func staticSiteIsServed() async throws {
            try await Installation.with { dextra in
                let outcome = try await dextra.dextra(
                    "deploy", "\(Installation.examples)/static-site", "--name", "bakery")
                #expect(outcome.status.isSuccess, "\(outcome)")
                let url = try await dextra.url("bakery")
                #expect(try await dextra.get("\(url)/")?.contains("Harbour Street Bakery") == true)
                #expect(try await dextra.get("\(url)/opening-hours.html")?.contains("Tuesday") == true)
                #expect(try await dextra.get("\(url)/nothing-here") == nil)
                #expect(try await dextra.get("\(url)/../../etc/passwd") == nil)
            }
        }

        @Test func versionsSwitchUnderTrafficAndRollBack() async throws {
            try await Installation.with { dextra in
                let app = try dextra.writeApp("shop", version: "1")
                #expect(try await dextra.dextra("deploy", app).status.isSuccess)
                let url = try await dextra.url("shop")
                #expect(try await dextra.get("\(url)/") == "1")

                let load = try await Load.begin(on: url, of: dextra)
                for version in 2...4 {
                    try dextra.writeApp("shop", version: "\(version)")
                    let outcome = try await dextra.dextra("deploy", app)
                    #expect(outcome.status.isSuccess, "\(outcome)")
                    #expect(try await dextra.get("\(url)/") == "\(version)")
                }
                let back = try await dextra.dextra("rollback", "--project", "shop")
                #expect(back.status.isSuccess, "\(back)")
                #expect(try await dextra.get("\(url)/") == "3")
                let far = try await dextra.dextra("rollback", "v1", "--project", "shop")
                #expect(far.status.isSuccess, "\(far)")
                #expect(try await dextra.get("\(url)/") == "1")
                let (status, report) = try await load.end()
                #expect(status.isSuccess, "\(report)")
            }
        }

        @Test func brokenVersionIsRefusedWithItsReason() async throws {
            try await Installation.with { dextra in
                let app = try dextra.writeApp("shop", version: "1")
                #expect(try await dextra.dextra("deploy", app).status.isSuccess)
                let url = try await dextra.url("shop")
                try dextra.writeApp("shop", version: "2", extra: "raise SystemExit('the ledger is closed')")
                let outcome = try await dextra.dextra("deploy", app)
                #expect(outcome.status == .exited(1), "\(outcome)")
                #expect((outcome.output + outcome.error).contains("the ledger is closed"))
                #expect((outcome.output + outcome.error).contains("app_crashed"))
                #expect(try await dextra.get("\(url)/") == "1")
                #expect(try dextra.starts(of: "shop").contains(1))
            }
        }

        @Test func missingVariableStopsBeforeAnythingStarts() async throws {
            try await Installation.with { dextra in
                let example = "\(Installation.examples)/missing-variable"
                let refused = try await dextra.dextra("deploy", example)
                #expect(!refused.status.isSuccess)
                #expect((refused.output + refused.error).contains("environment_missing"), "\(refused)")
                #expect((refused.output + refused.error).contains("LEDGER_URL"))
                let set = try await dextra.dextra(
                    "env", "set", "--project", "missing-variable", "LEDGER_URL=https://ledger.example/very-secret-token"
                )
                #expect(set.status.isSuccess, "\(set)")
                let listed = try await dextra.dextra("env", "list", "missing-variable")
                #expect(listed.output.contains("LEDGER_URL") && !listed.output.contains("very-secret-token"))
                let deployed = try await dextra.dextra("deploy", example)
                #expect(deployed.status.isSuccess, "\(deployed)")
                // Nothing below the home but the running app's memory knows the value.
                let grep = try await dextra.run("/bin/grep", ["-rlaF", "very-secret-token", dextra.home])
                #expect(grep.output.isEmpty, "in clear in: \(grep.output)")
            }
        }

        @Test func predecessorIsAskedToEndAsItsConfigurationSays() async throws {
            try await Installation.with { dextra in
                let ended = """
                    def ended(*_):
                        open(os.path.join(os.environ["HOME"], "ended-by-interrupt"), "w").close()
                        sys.exit(0)
                    signal.signal(signal.SIGINT, ended)
                    """
                let app = try dextra.writeApp("shop", version: "1", extra: ended)
                let configuration = "name: shop\nstart: python3 app.py\nwarm: 0s\nstop: {signal: INT, grace: 20s}\n"
                try dextra.write(configuration, to: "shop/dextra.yaml")
                #expect(try await dextra.dextra("deploy", app).status.isSuccess)
                try dextra.writeApp("shop", version: "2")
                #expect(try await dextra.dextra("deploy", app).status.isSuccess)
                let mark = "\(dextra.home)/projects/shop/data/production/ended-by-interrupt"
                for _ in 0..<1200 where !FileManager.default.fileExists(atPath: mark) {
                    try await Task.sleep(for: .milliseconds(25))
                }
                #expect(FileManager.default.fileExists(atPath: mark))
            }
        }

        @Test func destroyLeavesNothingBehind() async throws {
            try await Installation.with { dextra in
                let app = try dextra.writeApp("shop", version: "1")
                #expect(try await dextra.dextra("deploy", app).status.isSuccess)
                let url = try await dextra.url("shop")
                // The app took the place of the shell that its start line was given to.
                let commands = RunningProcesses.below(dextra.home + "/projects").map(RunningProcesses.commandLine)
                #expect(commands.contains { $0.hasPrefix("python3 ") } && !commands.contains { $0.contains("sh -c") })
                let destroyed = try await dextra.dextra("destroy", "shop", "--yes")
                #expect(destroyed.status.isSuccess, "\(destroyed)")
                #expect(try await dextra.get("\(url)/") == nil)
                #expect(!FileManager.default.fileExists(atPath: "\(dextra.home)/projects/shop"))
                #expect(RunningProcesses.below(dextra.home + "/projects").isEmpty)
                #expect(try await dextra.dextra("stop").status.isSuccess)
                #expect(RunningProcesses.mentioning(dextra.home).map(RunningProcesses.commandLine).isEmpty)
                #expect(RunningProcesses.below(dextra.home).map(RunningProcesses.commandLine).isEmpty)
                // The proxy went with the last project, and comes back with the next.
                #expect(try await dextra.dextra("deploy", app).status.isSuccess)
                #expect(try await dextra.get("\(try await dextra.url("shop"))/") == "1")
            }
        }
    }
}
