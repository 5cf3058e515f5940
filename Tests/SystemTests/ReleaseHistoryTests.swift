// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Processes
import Testing

extension SystemTests {
    /// What is known of releases afterwards.
    @Suite(.serialized) struct ReleaseHistoryTests {
        @Test func releasesTellWhereTheyCameFromAndWhatDiffers() async throws {
            try await Installation.with { dextra in
                let app = try dextra.writeApp("shop", version: "one")
                func git(_ arguments: String...) async throws {
                    let identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-C", app]
                    let outcome = try await dextra.run("/usr/bin/git", identity + arguments)
                    try #require(outcome.status.isSuccess, "\(outcome)")
                }
                try await git("init", "-q", "-b", "main")
                try await git("add", ".")
                try await git("commit", "-q", "-m", "Open the shop")
                #expect(try await dextra.dextra("deploy", app).status.isSuccess)
                let set = try await dextra.dextra("env", "set", "--project=shop", "TOKEN=first-value")
                #expect(set.status.isSuccess)
                try dextra.writeApp("shop", version: "two")
                #expect(try await dextra.dextra("deploy", app).status.isSuccess)

                let second = try await dextra.dextra("releases", "show", "v2", "--project=shop", "--json").json
                #expect(second["origin"]?["branch"]?.string == "main")
                #expect(second["origin"]?["subject"]?.string == "Open the shop")
                #expect(second["origin"]?["author"]?.string == "Ada")
                #expect(second["origin"]?["dirty"]?.bool == true)
                let first = try await dextra.dextra("releases", "show", "v1", "--project=shop", "--json").json
                #expect(first["origin"]?["dirty"]?.bool == false)
                #expect(first["ended"]?.string == "superseded")

                let difference = try await dextra.dextra("releases", "diff", "v1", "v2", "--project=shop", "--json")
                    .json
                #expect(difference["source"]?.array?.compactMap { $0["path"]?.string } == ["app.py"])
                #expect(difference["environment"]?.array?.compactMap { $0["change"]?.string } == ["added"])
                let text = try await dextra.dextra("releases", "diff", "1", "--project=shop", "--source")
                #expect(text.output.contains("-VERSION = \"one\"\n+VERSION = \"two\"\n"), "\(text)")

                // What a deployment would change now: the value of the secret, which nobody is shown.
                #expect(try await dextra.dextra("diff", app).output == "Nothing differs.\n")
                _ = try await dextra.dextra("env", "set", "--project=shop", "TOKEN=other-value")
                let now = try await dextra.dextra("diff", app, "--json")
                #expect(try now.json["environment"]?[0]?["change"]?.string == "changed")
                #expect(!now.output.contains("value"))

                #expect(try await dextra.dextra("rollback", "--project=shop").status.isSuccess)
                let list = try await dextra.dextra("releases", "shop")
                #expect(list.output.contains("rolled back from"), "\(list)")
            }
        }
    }
}
