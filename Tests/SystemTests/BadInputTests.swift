// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Primitives
import Processes
import TestKit
import Testing

extension SystemTests {
    /// What can't be carried out is refused with its code, says what to do, and leaves nothing half-done.
    @Suite(.serialized) struct BadInputTests {
        @Test func missingPath() async throws {
            try await Installation.with {
                try await refuses("source_not_found", $0.dextra("deploy", "/no/such/folder"))
            }
        }

        @Test func emptyFolder() async throws {
            try await Installation.with { dextra in
                try FileManager.default.createDirectory(
                    atPath: "\(dextra.folder)/empty", withIntermediateDirectories: true)
                refuses("source_empty", try await dextra.dextra("deploy", "\(dextra.folder)/empty"))
            }
        }

        @Test func nothingRecognisable() async throws {
            try await Installation.with { dextra in
                try dextra.write("milk, eggs\n", to: "notes/shopping.txt")
                refuses("source_not_recognised", try await dextra.dextra("deploy", "\(dextra.folder)/notes"))
                refuses("source_not_recognised", try await dextra.dextra("detect", "\(dextra.folder)/notes"))
            }
        }

        @Test(.enabled(if: getuid() != 0, "root reads every file"))
        func unreadableFile() async throws {
            try await Installation.with { dextra in
                let app = try dextra.writeApp("shop", version: "1")
                try dextra.write("x", to: "shop/private.txt")
                chmod("\(app)/private.txt", 0)
                refuses("source_unreadable", try await dextra.dextra("deploy", app))
            }
        }

        @Test func symlinkOutOfTheTree() async throws {
            try await Installation.with { dextra in
                let app = try dextra.writeApp("shop", version: "1")
                symlink("/etc/passwd", "\(app)/users.txt")
                refuses("symlink_escapes", try await dextra.dextra("deploy", app))
                unlink("\(app)/users.txt")
                symlink("../../outside", "\(app)/relative")
                refuses("symlink_escapes", try await dextra.dextra("deploy", app))
            }
        }

        @Test func invalidConfigurationNamesLineAndColumn() async throws {
            try await Installation.with { dextra in
                let app = try dextra.writeApp("shop", version: "1")
                try dextra.write("name: shop\nstrat: python3 app.py\n", to: "shop/dextra.yaml")
                let outcome = try await dextra.dextra("deploy", app)
                refuses("invalid_configuration", outcome)
                #expect((outcome.output + outcome.error).contains("dextra.yaml:2:1"), "\(outcome)")
            }
        }

        @Test func socketPathTooLong() async throws {
            try await Installation.with { dextra in
                let home = "\(dextra.folder)/" + String(repeating: "long-name/", count: 10)
                refuses(
                    "socket_path_too_long", try await dextra.dextra("status", environment: ["DEXTRA_HOME": home]))
            }
        }

        @Test func noProxy() async throws {
            try await Installation.with { dextra in
                let app = try dextra.writeApp("shop", version: "1")
                // A mount namespace of the server's own, in which the program is no program.
                let server = try await dextra.serve(
                    through: [
                        "/usr/bin/unshare", getuid() == 0 ? "-m" : "-Urm", "/bin/sh", "-c",
                        "mount --bind /dev/null /usr/sbin/haproxy && exec \"$@\"", "sh",
                    ])
                let outcome = try await dextra.dextra("deploy", app)
                refuses("haproxy_missing", outcome)
                #expect((outcome.output + outcome.error).contains("apt-get install"))
                #expect(RunningProcesses.below("\(dextra.home)/projects").isEmpty, "nothing may be left running")
                #expect(RunningProcesses.isAlive(server.processID))
            }
        }

        @Test(.enabled(if: !TemporaryDatabase.isPostgreSQL, "about the embedded store's file")) func corruptedDatabase()
            async throws
        {
            try await Installation.with { dextra in
                try await prepareAndStop(dextra)
                try dextra.write("this is no database, and never was one\n", to: "home/dextra.db")
                refuses("database_corrupt", try await dextra.dextra("status"))
            }
        }

        @Test(.enabled(if: !TemporaryDatabase.isPostgreSQL, "about the embedded store's file")) func newerDatabase()
            async throws
        {
            try await Installation.with { dextra in
                try await prepareAndStop(dextra)
                let edit = try await dextra.run(
                    "/usr/bin/python3",
                    [
                        "-c",
                        """
                        import sqlite3, sys
                        database = sqlite3.connect(sys.argv[1])
                        names = [row[1] for row in database.execute("PRAGMA table_info(schema_migrations)")]
                        row = list(database.execute("SELECT * FROM schema_migrations ORDER BY 1 DESC").fetchone())
                        values = dict(zip(names, row))
                        values["number"] = 9999
                        values["name"] = "from the future"
                        values["oldest_usable_binary"] = 9999
                        marks = ",".join("?" for _ in names)
                        database.execute(f"INSERT INTO schema_migrations VALUES ({marks})", [values[n] for n in names])
                        database.commit()
                        """, "\(dextra.home)/dextra.db",
                    ])
                try #require(edit.status.isSuccess, "\(edit)")
                refuses("database_newer", try await dextra.dextra("status"))
            }
        }

        @Test func twoServersStartedAtOnce() async throws {
            try await Installation.with { dextra in
                let first = try await dextra.serve()
                let second = try await dextra.dextra("serve")
                refuses("server_already_running", second)
                #expect(RunningProcesses.isAlive(first.processID))

                // Two command lines that both find no server: one server wins, both are answered.
                #expect(try await dextra.dextra("stop").status.isSuccess)
                async let one = dextra.dextra("status")
                async let other = dextra.dextra("status")
                let outcomes = try await [one, other]
                for outcome in outcomes { #expect(outcome.status.isSuccess, "\(outcome)") }
            }
        }

        @Test(.enabled(if: getuid() == 0, "mounting a small file system takes root"))
        func diskFull() async throws {
            try await Installation.with { dextra in
                try FileManager.default.createDirectory(atPath: dextra.home, withIntermediateDirectories: true)
                let mounted = try await dextra.run(
                    "/bin/mount", ["-t", "tmpfs", "-o", "size=24m,mode=711", "tmpfs", dextra.home])
                try #require(mounted.status.isSuccess, "\(mounted)")
                let app = try dextra.writeApp("shop", version: "1")
                #expect(try await dextra.dextra("deploy", app).status.isSuccess)
                let url = try await dextra.url("shop")

                // Random bytes don't compress: the upload can't fit.
                let big = try await dextra.run(
                    "/bin/dd", ["if=/dev/urandom", "of=\(app)/big.bin", "bs=1M", "count=40"])
                try #require(big.status.isSuccess)
                refuses("disk_full", try await dextra.dextra("deploy", app))
                #expect(try await dextra.get("\(url)/") == "1", "the release before keeps serving")

                // With room again, the same deploy succeeds: nothing half-done stands in its way.
                unlink("\(app)/big.bin")
                try dextra.writeApp("shop", version: "2")
                let after = try await dextra.dextra("deploy", app)
                #expect(after.status.isSuccess, "\(after)")
                #expect(try await dextra.get("\(url)/") == "2")

                // Not a byte is left: nothing is changed, what is there is read, and the server can be ended.
                _ = try await dextra.run("/bin/dd", ["if=/dev/zero", "of=\(dextra.home)/filler", "bs=64k"])
                let change = try await dextra.dextra("settings", "set", "releases.keep", "7")
                // PostgreSQL has a disk of its own.
                if TemporaryDatabase.isPostgreSQL {
                    #expect(change.status.isSuccess, "\(change)")
                } else {
                    refuses("disk_full", change)
                }
                #expect(try await dextra.dextra("audit", "verify").status.isSuccess)
                let stop = try await dextra.dextra("stop")
                #expect(stop.status.isSuccess, "\(stop)")
                #expect(!(try await dextra.answers()))
                #expect(try await dextra.get("\(url)/") == "2")
                unlink("\(dextra.home)/filler")
                #expect(try await dextra.dextra("settings", "set", "releases.keep", "7").status.isSuccess)
            }
        }

        @Test(.enabled(if: getuid() == 0, "mounting a file system takes root")) func readOnlyHome() async throws {
            try await Installation.with { dextra in
                try await prepareAndStop(dextra)
                let script =
                    "mount --bind $DEXTRA_HOME $DEXTRA_HOME && mount -o remount,ro,bind $DEXTRA_HOME && exec $0 status"
                let outcome = try await dextra.run(
                    "/usr/bin/unshare", ["-m", "/bin/sh", "-euc", script, "\(Installation.binaries)/dextra"],
                    environment: ["DEXTRA_HOME": dextra.home])
                refuses("io_failed", outcome)
                #expect(outcome.error.contains("can't write to \(dextra.home)"), "\(outcome)")
            }
        }

        @Test func largeFile() async throws {
            try await Installation.with { dextra in
                let app = try dextra.writeApp("shop", version: "1")
                // Sparse: a gigabyte to read, hash and store, a few kilobytes on disk.
                let made = try await dextra.run("/usr/bin/truncate", ["-s", "1G", "\(app)/big.bin"])
                try #require(made.status.isSuccess)
                let outcome = try await dextra.dextra("deploy", app, timeout: .seconds(240))
                if !outcome.status.isSuccess { refuses("source_too_large", outcome) }
            }
        }

        private func prepareAndStop(_ dextra: Installation) async throws {
            #expect(try await dextra.dextra("status").status.isSuccess)
            #expect(try await dextra.dextra("stop").status.isSuccess)
        }

        /// The outcome is a failure with the code, on one line a person can read, and with advice.
        private func refuses(_ code: String, _ outcome: Outcome, sourceLocation: SourceLocation = #_sourceLocation) {
            #expect(!outcome.status.isSuccess, "\(outcome)", sourceLocation: sourceLocation)
            let text = outcome.output + outcome.error
            #expect(text.contains(code), "\(outcome)", sourceLocation: sourceLocation)
            #expect(text.contains("hint"), "says nothing of what to do: \(outcome)", sourceLocation: sourceLocation)
            if case .signalled = outcome.status {
                Issue.record("crashed: \(outcome)", sourceLocation: sourceLocation)
            }
        }
    }
}
