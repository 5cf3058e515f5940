// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import HTTP
import LocalProcess
import Primitives
import TestKit
import Testing
import Traffic

/// The program behind static sites.
struct StaticServerTests {
    @Test func servesAFolder() async throws {
        try await TemporaryDirectory.with { path in
            try "<h1>hello</h1>".write(toFile: path + "/index.html", atomically: true, encoding: .utf8)
            let port = try #require(PortProbe.findFree(in: 12_500...13_499, on: "127.0.0.1", random: .system))
            try await withThrowingTaskGroup { group in
                group.addTask {
                    try await StaticServer.main(
                        arguments: ["--root", path, "--port", String(port)], logger: .silent)
                }
                while PortProbe.isFree(port, on: "127.0.0.1") {
                    try await TimeSource.system.sleep(for: .milliseconds(10))
                }
                let response = try await HTTPClient().request(
                    to: .tcp(host: "127.0.0.1", port: port), HTTPClientRequest(.get, "/"))
                #expect(String(decoding: try await response.collect(), as: UTF8.self) == "<h1>hello</h1>")
                group.cancelAll()
            }
        }
    }

    @Test(arguments: [[], ["--root", "/"], ["--root", "/", "--port", "70000"], ["--what"]])
    func refusesOtherArguments(arguments: [String]) async {
        let failure = await #expect(throws: Failure.self) {
            try await StaticServer.main(arguments: arguments, logger: .silent)
        }
        #expect(failure?.code == .invalidArgument)
    }

    @Test func copiesAnExecutableOnceForOtherUsers() async throws {
        try await TemporaryDirectory.with { path in
            try "#!/bin/sh\n".write(toFile: path + "/program", atomically: true, encoding: .utf8)
            let libexec = Libexec(directory: path + "/libexec", executable: path + "/program")
            let first = try libexec.install()
            #expect(try libexec.install() == first)
            try "#!/bin/sh\ntrue\n".write(toFile: path + "/program", atomically: true, encoding: .utf8)
            #expect(try libexec.install() != first)
            #expect(FileManager.default.isExecutableFile(atPath: first))
        }
    }
}
