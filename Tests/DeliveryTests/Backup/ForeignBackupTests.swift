// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import DeliveryKit
import FoundationEssentials
import Glibc
import Model
import Primitives
import Storage
import TestKit
import Testing
import Workflows

/// Backups whose names the kernel and Swift's `String` see differently, and such as somebody made to do harm.
@Suite struct ForeignBackupTests {
    private static let reader = BackupReader { _ in throw Failure(.corruptData, "no database is wanted") }

    /// Restores entries that begin like a backup; returns the code of the failure.
    private static func restore(_ entries: [(ArchiveEntry, String)], in root: String) async throws -> FailureCode? {
        let archive = try ArchiveWriter(path: root + "/made.backup")
        let summary = BackupSummary(
            product: "test", schema: 1, createdAt: Timestamp(millisecondsSinceEpoch: 0), hasData: true, key: .none)
        try archive.add("backup.json", Array(try JSONText.encode(summary).utf8))
        for (entry, text) in entries {
            var rest: [UInt8]? = Array(text.utf8)
            try archive.add(entry) {
                defer { rest = nil }
                return rest
            }
        }
        try archive.finish()
        do {
            _ = try await reader.restore(root + "/made.backup", to: root + "/home", passphrase: nil)
            return nil
        } catch let failure as Failure { return failure.code }
    }

    private static func file(_ path: String, _ text: String = "owned") -> (ArchiveEntry, String) {
        (ArchiveEntry(path: path, kind: .file(size: Int64(text.utf8.count))), text)
    }

    private static func link(_ path: String, to target: String) -> (ArchiveEntry, String) {
        (ArchiveEntry(path: path, kind: .link(to: target)), "")
    }

    @Test(arguments: [("a", "a/b"), ("a", "a/\u{338}b"), ("\u{600}", "\u{600}/b"), ("a", "a/\u{338}b/c")])
    func nothingIsWrittenThroughALinkThatAnEntryMade(link: String, path: String) async throws {
        try await TemporaryDirectory.with { root in
            let outside = root + "/outside"
            try Directory.create(outside)
            try Directory.create(outside + "/\u{338}b")
            let code = try await Self.restore([Self.link(link, to: outside), Self.file(path)], in: root)
            #expect(code == .backupDamaged)
            #expect(try Directory.names(in: outside).map { Array($0.utf8) } == [Array("\u{338}b".utf8)])
            #expect(try Directory.names(in: outside + "/\u{338}b").isEmpty)
        }
    }

    @Test(arguments: ["../\u{338}a", "\u{600}/../../a", "a/\u{338}/../../../b"])
    func noEntryLeadsOut(path: String) async throws {
        try await TemporaryDirectory.with { root in
            try Directory.create(root + "/\u{338}a")
            #expect(try await Self.restore([Self.file(path)], in: root) == .backupDamaged)
            #expect(access("\(root)/\u{338}a", F_OK) == 0 && access(root + "/home", F_OK) != 0)
        }
    }

    @Test func aFolderEntryOverALinkChangesNothingBehindIt() async throws {
        try await TemporaryDirectory.with { root in
            let outside = root + "/outside"
            try Directory.create(outside, mode: 0o700)
            let folder = (ArchiveEntry(path: "a", kind: .folder, mode: 0o777), "")
            #expect(try await Self.restore([Self.link("a", to: outside), folder], in: root) == .backupDamaged)
            var status = stat()
            #expect(stat(outside, &status) == 0 && status.st_mode & 0o777 == 0o700)
        }
    }

    /// é composed and decomposed are two files of an application, and one key of a dictionary by `String`.
    @Test func namesThatOnlyLookAlikeComeBackAsTheyWere() async throws {
        try await DeliveryFixture.with { f in
            guard f.database is any SnapshottingDatabase else { return }
            let data = "projects/shop/data"
            let files =
                [
                    "\u{E9}.txt": "composed", "plain": "plain", "\u{600}/inner": "in a folder that hides its slash",
                    "b/\u{338}c": "hidden slash",
                ].map { ($0.key, $0.value) } + [("e\u{301}.txt", "decomposed")]
            for folder in ["projects", "projects/shop", data, "\(data)/\u{600}", "\(data)/b"] {
                try Directory.create("\(f.root)/\(folder)")
            }
            for (name, text) in files { try SmallFile.write(text, to: "\(f.root)/\(data)/\(name)") }
            let backups = BackupService(f.backups, engine: f.engine)
            let run = try await backups.create(
                at: f.root + "/one.backup", isFolder: false, withData: true, withKey: true, passphrase: nil)
            let ended = try await f.engine.wait(run.id)
            #expect(ended.state == .succeeded, "\(ended.failure?.message ?? "")")
            let reader = BackupReader(open: f.backups.open)
            _ = try await reader.verify(f.root + "/one.backup")
            _ = try await reader.restore(f.root + "/one.backup", to: f.root + "/restored", passphrase: nil)
            for (name, text) in files {
                #expect(
                    try SmallFile.read("\(f.root)/restored/\(data)/\(name)") == text, "\(name.debugDescription)")
            }
        }
    }
}
