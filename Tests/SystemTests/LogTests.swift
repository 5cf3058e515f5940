// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Primitives
import Processes
import Testing

extension SystemTests {
    /// `dextra logs` through the real binaries.
    @Suite(.serialized) struct LogTests {
        private static let lines = 150_000

        /// Its log passes the 10 MB at which a file is full while the server is killed and stopped under the reader.
        @Test func aFollowerGetsEveryLineOnceThroughRestartsAndRotation() async throws {
            try await Installation.with { dextra in
                let chatter = """
                    import threading, time
                    def chatter():
                        for number in range(\(Self.lines)):
                            print("line", number, "x" * 80)
                            if number % 500 == 0: time.sleep(0.02)
                        print("the end", flush=True)
                    threading.Timer(0.5, chatter).start()
                    """
                let app = try dextra.writeApp("shop", version: "1", extra: chatter)
                #expect(try await dextra.dextra("deploy", app).status.isSuccess)
                let follower = try Child.spawn(
                    Command(
                        executable: "/bin/sh",
                        arguments: ["-c", "exec \(Installation.binaries)/dextra logs -f -n 1000000 shop > followed"],
                        environment: ["DEXTRA_HOME": dextra.home, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"],
                        directory: dextra.folder, output: .discarded))
                func followed() -> [Substring] {
                    let data = FileManager.default.contents(atPath: "\(dextra.folder)/followed") ?? Data()
                    return String(decoding: data, as: UTF8.self).split(separator: "\n")
                }
                for share in 1...3 {
                    try await eventually { followed().count > Self.lines / 5 * share }
                    if share == 2 {
                        let stopped = try await dextra.dextra("stop")
                        #expect(stopped.status.isSuccess, "\(stopped)")
                    } else {
                        kill(Int32(try #require(try await dextra.info()["pid"]?.integer)), SIGKILL)
                    }
                }
                try await eventually { followed().last == "the end" }
                follower.signal(SIGINT)
                _ = await follower.wait()
                let numbers = followed().filter { $0.hasPrefix("line ") }.compactMap {
                    Int($0.split(separator: " ")[1])
                }
                #expect(numbers == Array(0..<Self.lines))
                #expect(access("\(dextra.home)/services/shop-production-v1/log.1", F_OK) == 0)

                let tail = try await dextra.dextra("logs", "-n2", "--grep", "/ 14999[0-9] /", "--timestamps", "shop")
                let shown = tail.output.split(separator: "\n")
                #expect(shown.count == 2)
                #expect(shown.last.map { $0.contains("Z line 149999 ") } == true)
                #expect(try await dextra.dextra("logs", "--until", "1h", "shop").output.isEmpty)
            }
        }
    }
}
