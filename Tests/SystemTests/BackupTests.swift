// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Primitives
import Processes
import TestKit
import Testing

extension SystemTests {
    /// Backups through the real binaries, up to a server made of one.
    @Suite(.serialized) struct BackupTests {
        private static let secretApp = """
            print("secret", os.environ.get("TOKEN", "none"), flush=True)
            """

        /// The drill: two applications with secrets, backed up under traffic and deployments, come back elsewhere.
        @Test(.enabled(if: !TemporaryDatabase.isPostgreSQL, "about the embedded store's file"))
        func aLostServerComesBackFromItsBackup() async throws {
            try await Installation.with { dextra in
                let shop = try dextra.writeApp("shop", version: "1", extra: Self.secretApp)
                let blog = try dextra.writeApp("blog", version: "blog-1")
                try #require(try await dextra.dextra("deploy", shop).status.isSuccess)
                let set = try await dextra.dextra("env", "set", "--project=shop", "TOKEN=-", input: "hunter2\n")
                try #require(set.status.isSuccess, "\(set)")
                try dextra.writeApp("shop", version: "2", extra: Self.secretApp)
                for app in [shop, blog] { try #require(try await dextra.dextra("deploy", app).status.isSuccess) }
                try dextra.write("correct horse battery\n", to: "passphrase")

                let load = try await Load.begin(on: try await dextra.url("shop"), of: dextra, rate: 20)
                let deployment = Task { [dextra] in try await dextra.dextra("deploy", blog) }
                let made = try await dextra.dextra(
                    "backup", "create", "\(dextra.folder)/drill.dextra-backup", "--with-data", "--passphrase-file",
                    "\(dextra.folder)/passphrase")
                try #require(made.status.isSuccess, "\(made)")
                #expect(try await deployment.value.status.isSuccess)
                let (status, report) = try await load.end()
                #expect(status.isSuccess, "the backup was felt:\n\(report)")
                let cursor = try await Self.lastCursor(dextra)
                let verified = try await dextra.dextra("backup", "verify", "drill.dextra-backup", "--json")
                #expect(try verified.json["key"]?.string == "sealed", "\(verified)")
                let refused = try await dextra.dextra("backup", "restore", "drill.dextra-backup")
                #expect(refused.error.contains("already runs"), "\(refused)")

                // The machine is lost.
                #expect(try await dextra.dextra("stop").status.isSuccess)
                for pid in RunningProcesses.mentioning(dextra.home) { kill(pid, SIGKILL) }
                for pid in RunningProcesses.below(dextra.home) { kill(pid, SIGKILL) }
                try await Self.remove(dextra.home, dextra)

                let wrong = try await dextra.dextra(
                    "backup", "restore", "drill.dextra-backup", "--passphrase-file", "shop/dextra.yaml")
                #expect(wrong.error.contains("passphrase_wrong"), "\(wrong)")
                #expect(access(dextra.home, F_OK) != 0)
                let restored = try await dextra.dextra(
                    "backup", "restore", "drill.dextra-backup", "--passphrase-file", "passphrase")
                try #require(restored.status.isSuccess, "\(restored)")

                for (app, answer) in [("shop", "2"), ("blog", "blog-1")] {
                    try await eventually("\(app) answers again") {
                        // It has no address until it is built again.
                        let opened = try await dextra.dextra("open", app, "--print")
                        return try await dextra.get("\(opened.output.trimmed)/") == answer
                    }
                }
                let log = try await dextra.dextra("logs", "shop")
                #expect(log.output.contains("secret hunter2"), "\(log)")
                #expect(try dextra.starts(of: "shop").contains(1), "the application's own data came along")
                let rollback = try await dextra.dextra("rollback", "v1", "--project=shop")
                #expect(rollback.status.isSuccess, "\(rollback)")
                #expect(try await dextra.get("\(try await dextra.url("shop"))/") == "1")
                #expect(try await Self.lastCursor(dextra) > cursor)
            }
        }

        @Test(.enabled(if: !TemporaryDatabase.isPostgreSQL, "about the embedded store's file"))
        func whatIsCutOffOrAlteredIsRefused() async throws {
            try await Installation.with { dextra in
                let app = try dextra.writeApp("shop", version: "1")
                try #require(try await dextra.dextra("deploy", app).status.isSuccess)
                let made = try await dextra.dextra(
                    "backup", "create", "\(dextra.folder)/one.dextra-backup", "--with-key")
                try #require(made.status.isSuccess, "\(made)")
                let bytes = [UInt8](
                    FileManager.default.contents(atPath: "\(dextra.folder)/one.dextra-backup") ?? Data())
                try #require(bytes.count > 4096)
                func expectRefused(_ bytes: [UInt8], _ what: Comment) async throws {
                    try Data(bytes).write(to: URL(filePath: "\(dextra.folder)/bad.dextra-backup"))
                    let verified = try await dextra.dextra("backup", "verify", "bad.dextra-backup")
                    #expect(verified.error.contains("backup_damaged"), what)
                    let restored = try await dextra.dextra(
                        "backup", "restore", "bad.dextra-backup", "--home", "\(dextra.folder)/other")
                    #expect(restored.error.contains("backup_damaged") && restored.error.contains("entry"), what)
                    #expect(access("\(dextra.folder)/other", F_OK) != 0, what)
                }
                for length in [0, 100, bytes.count / 2, bytes.count - 1] {
                    try await expectRefused(Array(bytes.prefix(length)), "cut off after \(length) bytes")
                }
                for place in stride(from: 6, to: bytes.count, by: bytes.count / 12) {
                    var altered = bytes
                    // All of its bits: a single one may mean nothing, as where Zstandard fills up a byte (RFC 8878 4.1).
                    altered[place] ^= 0xFF
                    try await expectRefused(altered, "another byte at \(place)")
                }
                #expect(try await dextra.dextra("backup", "verify", "one.dextra-backup").status.isSuccess)
            }
        }

        @Test(.enabled(if: !TemporaryDatabase.isPostgreSQL, "about the embedded store's file"))
        func nothingHalfMadeIsTakenForWhole() async throws {
            try await Installation.with { dextra in
                let app = try dextra.writeApp("shop", version: "1")
                for number in 0..<60 {
                    let noise = (0..<20_000).map { _ in String(UInt64.random(in: 0...(.max)), radix: 36) }.joined()
                    try dextra.write(noise, to: "shop/files/\(number)")
                }
                try #require(try await dextra.dextra("deploy", app).status.isSuccess)
                let folder = "\(dextra.folder)/backups"
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder) }

                _ = try await dextra.dextra("backup", "create", folder, "--with-key", "--wait=false")
                try await eventually("the backup begins") { try !names().isEmpty }
                kill(Int32(try #require(try await dextra.info()["pid"]?.integer)), SIGKILL)
                for name in try names() where name.hasSuffix(".dextra-backup") {
                    #expect(try await dextra.dextra("backup", "verify", "\(folder)/\(name)").status.isSuccess)
                }
                // Whoever starts the server again has it go on with what it was doing.
                #expect(try await dextra.dextra("status").status.isSuccess)
                try await eventually("the backup is made after all") {
                    try names().count == 1 && names()[0].hasSuffix(".dextra-backup")
                }
                let backup = "\(folder)/\(try names()[0])"
                #expect(try await dextra.dextra("backup", "verify", backup).status.isSuccess)

                for delay in [20, 60, 120] {
                    let restoring = try Child.spawn(
                        Command(
                            executable: "\(Installation.binaries)/dextra",
                            arguments: ["backup", "restore", backup, "--home", "\(dextra.folder)/other"],
                            environment: ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent"], output: .discarded))
                    try await Task.sleep(for: .milliseconds(delay))
                    restoring.signal(SIGKILL)
                    _ = await restoring.wait()
                    guard access("\(dextra.folder)/other", F_OK) != 0 else { break }
                }
                if access("\(dextra.folder)/other", F_OK) != 0 {
                    let again = try await dextra.dextra("backup", "restore", backup, "--home", "\(dextra.folder)/other")
                    #expect(again.status.isSuccess, "\(again)")
                }
                #expect(access("\(dextra.folder)/other/vault.key", F_OK) == 0)
                let rest = try FileManager.default.contentsOfDirectory(atPath: dextra.folder)
                #expect(!rest.contains { $0.contains("restoring") })
            }
        }

        private static func lastCursor(_ dextra: Installation) async throws -> Int {
            let outcome = try await dextra.run(
                "/usr/bin/curl",
                [
                    "-s", "-m", "2", "-H", "Accept: text/event-stream", "--unix-socket", "\(dextra.home)/dextra.sock",
                    "http://dextra/v1/events?after=0",
                ])
            let ids = outcome.output.split(separator: "\n").filter { $0.hasPrefix("id: ") }
            return try #require(ids.last.flatMap { Int($0.dropFirst(4)) })
        }

        private static func remove(_ home: String, _ dextra: Installation) async throws {
            _ = try await dextra.run("/bin/sh", ["-c", "chmod -R u+rwx \(home); rm -rf \(home)"], directory: "/")
            try #require(access(home, F_OK) != 0)
        }
    }
}
