// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives
import Processes
import TestKit
import Testing

extension SystemTests {
    /// Several real servers over one real database.
    @Suite(.serialized, .enabled(if: PostgresServer.shared != nil, "needs PostgreSQL: run scripts/test"))
    struct NodesTests {
        @Test func anyNodeTakesADeploymentAndTheProjectsOwnCarriesItOut() async throws {
            try await Installation.with(shared: true) { first in
                let second = first.neighbour("home2")
                let app = try first.writeApp("shop", version: "1")
                #expect(try await first.dextra("deploy", app).status.isSuccess)
                #expect(try await first.dextra("env", "set", "GREETING=hello", "--project", "shop").status.isSuccess)
                let url = try await first.url("shop")
                try await share(first, with: second)

                try first.writeApp("shop", version: "2")
                let deployed = try await second.dextra("deploy", app)
                #expect(deployed.status.isSuccess, "\(deployed)")
                #expect(try await first.get("\(url)/") == "2")
                #expect(first.shims(of: "shop").count >= 1 && second.shims(of: "shop").isEmpty)
                let rolledBack = try await second.dextra("rollback", "--project", "shop")
                #expect(rolledBack.status.isSuccess, "\(rolledBack)")
                #expect(try await first.get("\(url)/") == "1")

                let nodes = try await second.dextra("nodes", "--json")
                #expect(nodes.output.split(separator: "\n").count == 2, "\(nodes)")
                let log = try await second.dextra("logs", "shop")
                #expect(log.error.contains("project_on_other_node"), "\(log)")
                let status = try await second.dextra("status", "--json").json
                #expect(status["profiles"]?[0]?["active"]?["number"] == 1)
                let info = try await second.info()
                #expect(info["database"]?.string == "postgresql")
            }
        }

        @Test func aNodeThatWasKilledGoesOnWithItsOwnWorkAndTheOthersReportIt() async throws {
            try await Installation.with(shared: true) { first in
                let second = first.neighbour("home2")
                let app = try first.writeApp("shop", version: "1")
                #expect(try await first.dextra("deploy", app).status.isSuccess)
                let url = try await first.url("shop")
                try await share(first, with: second)
                #expect(try await second.dextra("status").status.isSuccess)

                // The build of the second version takes a while; its node dies in the middle.
                try first.writeApp("shop", version: "2")
                try first.write("name: shop\nbuild: sleep 3\nstart: python3 app.py\n", to: "shop/dextra.yaml")
                let request = try await second.dextra("deploy", app, "--wait=false", "--json")
                #expect(request.status.isSuccess, "\(request)")
                let run = try #require(try await second.dextra("runs", "-n", "1", "--json").json["id"]?.string)
                try await Task.sleep(for: .seconds(1))
                let pid = try #require(try await first.info()["pid"]?.integer)
                kill(Int32(pid), SIGKILL)

                #expect(try await first.get("\(url)/") == "1", "the old release keeps serving")
                let seen = try await second.dextra("runs", run, "--json").json
                #expect(seen["state"]?.string == "running" || seen["state"]?.string == "pending")

                #expect(try await first.dextra("status").status.isSuccess)
                let followed = try await second.dextra("runs", run, "--follow")
                #expect(followed.status.isSuccess, "\(followed)")
                #expect(try await first.get("\(url)/") == "2")
                let starts = try first.starts(of: "shop")
                #expect(Set(starts).count == starts.count, "started twice: \(starts)")
            }
        }

        @Test func recordsMoveIntoADatabase() async throws {
            try await Installation.with(shared: true) { shared in
                var dextra = shared
                dextra.database = nil
                let app = try dextra.writeApp("shop", version: "1")
                #expect(try await dextra.dextra("deploy", app).status.isSuccess)
                #expect(try await dextra.dextra("env", "set", "TOKEN=secret", "--project", "shop").status.isSuccess)
                let url = try await dextra.url("shop")
                let target = try #require(shared.database)

                let busy = try await dextra.dextra("migrate", "--to", target)
                #expect(busy.error.contains("server_already_running"), "\(busy)")
                #expect(try await dextra.dextra("stop").status.isSuccess)
                let leaky = try await dextra.dextra("migrate", "--to", "postgres://dextra:geheim@localhost/x")
                #expect(leaky.error.contains("password_on_command_line") && !leaky.error.contains("geheim"), "\(leaky)")
                let moved = try await dextra.dextra("migrate", "--to", target)
                #expect(moved.status.isSuccess, "\(moved)")
                #expect(try await dextra.get("\(url)/") == "1", "the application did not notice")

                // The data directory remembers; nothing on the command line says where the records are.
                try dextra.writeApp("shop", version: "2")
                let deployed = try await dextra.dextra("deploy", app)
                #expect(deployed.status.isSuccess, "\(deployed)")
                #expect(try await dextra.info()["database"]?.string == "postgresql")
                #expect(try await dextra.get("\(url)/") == "2")
                let listed = try await dextra.dextra("env", "list", "--project", "shop")
                #expect(listed.output.contains("TOKEN"))
                #expect(try await dextra.dextra("rollback", "--project", "shop").status.isSuccess)
                #expect(try await dextra.get("\(url)/") == "1")
            }
        }

        @Test func theDatabaseGoesAndComesBackInTheMiddleOfADeploy() async throws {
            try await PostgresServer.with { server in
                try await Installation.with { plain in
                    let dextra = Installation(folder: plain.folder, database: try server.makeDatabase())
                    let app = try dextra.writeApp("shop", version: "1")
                    let first = try await dextra.dextra("deploy", app)
                    #expect(first.status.isSuccess, "\(first)")
                    let url = try await dextra.url("shop")
                    try dextra.writeApp("shop", version: "2")
                    try dextra.write("name: shop\nbuild: sleep 3\nstart: python3 app.py\n", to: "shop/dextra.yaml")
                    async let second = dextra.dextra("deploy", app)
                    try await Task.sleep(for: .seconds(2))
                    try server.crash()
                    #expect(try await dextra.get("\(url)/") == "1", "applications don't need the database")
                    try await Task.sleep(for: .seconds(2))
                    try server.start()
                    let outcome = try await second
                    try await eventually("the deployment ends") { try await dextra.get("\(url)/") == "2" }
                    #expect(outcome.status.isSuccess, "\(outcome)")
                }
            }
        }

        /// Gives another node the key under which secrets are sealed.
        private func share(_ first: Installation, with second: Installation) async throws {
            let command = "mkdir -p \(second.home) && cp -p \(first.home)/vault.key \(second.home)/"
            let copied = try await first.run("/bin/sh", ["-c", command])
            #expect(copied.status.isSuccess, "\(copied)")
        }
    }
}
