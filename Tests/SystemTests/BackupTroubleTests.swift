// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Primitives
import Processes
import TestKit
import Testing

extension SystemTests {
    /// Backups that don't get to their end, and one that comes back somewhere else.
    @Suite(.serialized) struct BackupTroubleTests {
        @Test(
            .enabled(if: geteuid() == 0, "only root can mount a small file system"),
            .enabled(if: !TemporaryDatabase.isPostgreSQL, "about the embedded store's file"))
        func aFullDiskIsSaidAndLeavesNothing() async throws {
            try await Installation.with { dextra in
                let app = try dextra.writeApp("shop", version: "1")
                for number in 0..<20 {
                    let noise = (0..<40_000).map { _ in String(UInt64.random(in: 0...(.max)), radix: 36) }.joined()
                    try dextra.write(noise, to: "shop/files/\(number)")
                }
                try #require(try await dextra.dextra("deploy", app).status.isSuccess)
                let small = "\(dextra.folder)/small"
                try FileManager.default.createDirectory(atPath: small, withIntermediateDirectories: true)
                guard mount("tmpfs", small, "tmpfs", 0, "size=4m,mode=0700") == 0 else {
                    try Test.cancel("no permission to mount a small file system")
                }
                defer { umount2(small, Int32(MNT_DETACH)) }
                let full = try await dextra.dextra("backup", "create", small, "--with-key")
                #expect(full.error.contains("disk_full"), "\(full)")
                #expect(full.status == .exited(FailureCategory.exhausted.exitCode), "\(full)")
                #expect(try FileManager.default.contentsOfDirectory(atPath: small) == [])
                let made = try await dextra.dextra(
                    "backup", "create", "\(dextra.folder)/one.dextra-backup", "--with-key")
                #expect(made.status.isSuccess, "\(made)")
            }
        }

        @Test(.enabled(if: !TemporaryDatabase.isPostgreSQL, "about the embedded store's file"))
        func ctrlCDetachesAndACancellationLeavesNothing() async throws {
            try await Installation.with { dextra in
                let app = try dextra.writeApp("shop", version: "1")
                try #require(try await dextra.dextra("deploy", app).status.isSuccess)
                let folder = "\(dextra.folder)/backups"
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                // Holes cost no disk and take their time to read.
                let data = "\(dextra.home)/projects/shop/data/production"
                for number in 1...6 { try Self.makeHole("\(data)/hole-\(number)", bytes: 7 << 30) }
                let shell = try Child.spawn(
                    Command(
                        executable: "/bin/sh",
                        arguments: [
                            "-c",
                            "exec \(Installation.binaries)/dextra backup create \(folder) --with-data "
                                + "> \(dextra.folder)/out 2>&1",
                        ],
                        environment: ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "DEXTRA_HOME": dextra.home],
                        output: .discarded))
                try await eventually("the backup begins") {
                    try FileManager.default.contentsOfDirectory(atPath: folder).contains { $0.hasSuffix(".partial") }
                }
                shell.signal(SIGINT)
                #expect(await shell.wait() == .exited(130))
                let said = String(
                    decoding: FileManager.default.contents(atPath: "\(dextra.folder)/out") ?? Data(), as: UTF8.self)
                #expect(said.contains("dextra cancel"), "\(said)")
                let line = said.split(separator: "\n").first { $0.hasPrefix("  run: ") }
                let run = String(try #require(line, "\(said)").dropFirst(7))
                func state() async throws -> String? {
                    try await dextra.dextra("runs", run, "--json").json["state"]?.string
                }
                #expect(try await state() == "running", "\(said)")
                #expect(try await dextra.dextra("cancel", run).status.isSuccess)
                try await eventually("the backup is cancelled") { try await state() == "cancelled" }
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
            }
        }

        @Test(.enabled(if: !TemporaryDatabase.isPostgreSQL, "about the embedded store's file"))
        func aBackupComesBackAtAnotherPlace() async throws {
            try await Installation.with { dextra in
                let app = try dextra.writeApp("shop", version: "1")
                try #require(try await dextra.dextra("deploy", app).status.isSuccess)
                try dextra.writeApp("shop", version: "2")
                try #require(try await dextra.dextra("deploy", app).status.isSuccess)
                let backup = "\(dextra.folder)/moved.dextra-backup"
                let made = try await dextra.dextra("backup", "create", backup, "--with-key", "--with-data")
                try #require(made.status.isSuccess, "\(made)")
                #expect(try await dextra.dextra("destroy", "shop", "--yes").status.isSuccess)
                #expect(try await dextra.dextra("stop").status.isSuccess)

                let other = "\(dextra.folder)/other"
                let restored = try await dextra.dextra("backup", "restore", backup, "--home", other)
                try #require(restored.status.isSuccess, "\(restored)")
                try await eventually("the application answers from there") {
                    let opened = try await dextra.dextra("open", "shop", "--print", "--home", other)
                    return try await dextra.get("\(opened.output.trimmed)/") == "2"
                }
                let rollback = try await dextra.dextra("rollback", "v1", "--project=shop", "--home", other)
                #expect(rollback.status.isSuccess, "\(rollback)")
                let opened = try await dextra.dextra("open", "shop", "--print", "--home", other)
                #expect(try await dextra.get("\(opened.output.trimmed)/") == "1")
                #expect(try await dextra.dextra("destroy", "shop", "--yes", "--home", other).status.isSuccess)
                #expect(try await dextra.dextra("stop", "--home", other).status.isSuccess)
                #expect(
                    RunningProcesses.mentioning(other).allSatisfy {
                        !RunningProcesses.commandLine(of: $0).contains("app.py")
                    })
            }
        }

        private static func makeHole(_ path: String, bytes: Int) throws {
            let descriptor = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
            guard descriptor >= 0, ftruncate(descriptor, off_t(bytes)) == 0 else {
                throw Failure.system(errno, "can't make \(path)")
            }
            close(descriptor)
        }
    }
}
