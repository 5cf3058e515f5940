// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import DeliveryKit
import Glibc
import Primitives
import Processes
import Testing

/// Connections by another user, as the kernel tells the server.
@Suite struct ForeignPeerTests {
    private static let nobody = 65534

    @Test(.enabled(if: geteuid() == 0, "NEEDS ROOT: becomes another user to be refused"))
    func anotherUserIsRefusedEverything() async throws {
        // The socket lets everybody connect, so that it is the guard that refuses.
        try await LiveControlPlane.with(mode: 0o666) { plane in
            try #require(chmod(plane.delivery.root, 0o711) == 0)
            for (method, path) in [("GET", "/v1/info"), ("POST", "/v1/server/stop"), ("GET", "/nothing")] {
                let (status, output, error) = try await Child.collect(
                    Command(
                        executable: "/usr/bin/setpriv",
                        arguments: [
                            "--reuid=\(Self.nobody)", "--regid=\(Self.nobody)", "--clear-groups", "/usr/bin/curl",
                            "--silent", "--include", "--request", method, "--unix-socket", plane.socket,
                            "http://dextra\(path)",
                        ]),
                    timeout: .seconds(30))
                #expect(status.isSuccess, "\(String(decoding: error, as: UTF8.self))")
                let text = String(decoding: output, as: UTF8.self)
                #expect(text.hasPrefix("HTTP/1.1 403 "), "\(text)")
                let body = output.drop { $0 != UInt8(ascii: "{") }
                let problem = try JSONText.decode(Problem.self, from: body)
                #expect(problem.failure.code.name == "forbidden_peer")
                #expect(problem.failure.metadata == [.init("uid", String(Self.nobody))])
            }
            #expect(plane.stops.value == 0)
        }
    }
}
