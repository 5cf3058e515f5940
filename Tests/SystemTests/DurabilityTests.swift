// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Primitives
import Processes
import TestKit
import Testing

extension SystemTests {
    /// Power loss, shown from outside: what the kernel was asked to do before the server said yes.
    @Suite(.serialized) struct DurabilityTests {
        /// Traces the server's system calls: before each 2xx that acknowledges a write, everything written to the
        /// database's log was synced.
        @Test(.enabled(if: !TemporaryDatabase.isPostgreSQL, "about the embedded store's file"))
        func acknowledgementsFollowTheSync() async throws {
            let strace = "/usr/bin/strace"
            try #require(FileManager.default.isExecutableFile(atPath: strace), "scripts/setup --test installs strace")
            try await Installation.with { dextra in
                let trace = "\(dextra.folder)/trace"
                let app = try dextra.writeApp("shop", version: "1")
                #expect(try await dextra.dextra("deploy", app).status.isSuccess)
                #expect(try await dextra.dextra("stop").status.isSuccess)
                let server = try Child.spawn(
                    Command(
                        executable: strace,
                        arguments: [
                            "-f", "-y", "-s", "32", "-o", trace, "-e",
                            "trace=pwrite64,write,writev,sendto,sendmsg,fsync,fdatasync,rename,renameat,renameat2",
                            "\(Installation.binaries)/dextra", "serve",
                        ],
                        environment: [
                            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEXTRA_HOME": dextra.home, "HOME": "/nonexistent",
                        ],
                        output: .discarded))
                try await dextra.waitUntilAnswering()
                for number in 0..<20 {
                    let put = try await dextra.run(
                        "/usr/bin/curl",
                        [
                            "-sf", "-m", "10", "--unix-socket", "\(dextra.home)/dextra.sock", "-X", "PUT", "-H",
                            "content-type: application/json", "-d", #"{"value":"\#(number)","secret":false}"#,
                            "http://dextra/v1/projects/shop/environment/N\(number)?profile=production",
                        ])
                    #expect(put.status.isSuccess, "\(put)")
                }
                #expect(try await dextra.dextra("stop").status.isSuccess)
                _ = await server.wait()

                let text = String(decoding: FileManager.default.contents(atPath: trace) ?? Data(), as: UTF8.self)
                let audit = SyncAudit(trace: text, log: "\(dextra.home)/dextra.db-wal")
                #expect(audit.acknowledgements >= 20, "the trace shows \(audit.acknowledgements) answers")
                #expect(audit.syncs >= 20)
                #expect(audit.early.isEmpty, "answered before the sync:\n\(audit.early.joined(separator: "\n"))")
            }
        }

        /// The reader of traces must see a violation when there is one.
        @Test func auditFindsAnEarlyAnswer() {
            let log = "/h/dextra.db-wal"
            let write = "1 pwrite64(9<\(log)>, \"x\"..., 4096, 0) = 4096\n"
            let sync = "1 fdatasync(9<\(log)>) = 0\n"
            let answer =
                "2 sendto(12<UNIX-STREAM:[1]>, \"HTTP/1.1 204 No Content\\r\\n\"..., 90, MSG_NOSIGNAL, NULL, 0) = 90\n"
            #expect(SyncAudit(trace: write + sync + answer, log: log).early.isEmpty)
            #expect(SyncAudit(trace: write + answer + sync, log: log).early.count == 1)
            let begun = "1 fdatasync(9<\(log)> <unfinished ...>\n"
            let ended = "1 <... fdatasync resumed>) = 0\n"
            #expect(SyncAudit(trace: write + begun + answer + ended, log: log).early.count == 1)
            #expect(SyncAudit(trace: write + begun + ended + answer, log: log).early.isEmpty)
        }
    }
}

/// Reads a trace of `strace -f -y` and finds answers of success that left while the database's log was not synced.
struct SyncAudit {
    private(set) var acknowledgements = 0
    private(set) var syncs = 0
    private(set) var early: [String] = []

    init(trace: String, log: String) {
        var isDirty = false
        var syncing: Set<Substring> = []
        for line in trace.split(separator: "\n") {
            let process = line.prefix { $0 != " " }
            if line.contains("<\(log)>"), line.contains("pwrite64(") || line.contains(" write(") {
                isDirty = true
            } else if line.contains("sync("), line.contains("<\(log)>") {
                if line.contains("<unfinished") {
                    syncing.insert(process)
                } else {
                    isDirty = false
                    syncs += 1
                }
            } else if line.contains("sync resumed>"), syncing.remove(process) != nil {
                isDirty = false
                syncs += 1
            } else if line.contains("\"HTTP/1.1 20") {
                acknowledgements += 1
                if isDirty { early.append(String(line)) }
            }
        }
    }
}
