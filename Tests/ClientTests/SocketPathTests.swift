// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Client
import HTTP
import Primitives
import Testing

@Suite struct SocketPathTests {
    @Test func theLongestPathFits() throws {
        let home = "/" + String(repeating: "h", count: SocketPath.limit - "/dextra.sock".utf8.count - 1)
        try SocketPath.check(home)
        let failure = #expect(throws: Failure.self) { try SocketPath.check(home + "h") }
        #expect(failure?.code == .socketPathTooLong)
    }
}
