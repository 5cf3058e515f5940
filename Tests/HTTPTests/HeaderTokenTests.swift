// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Testing

/// Fields that are lists (RFC 9110 §5.6.1), in one line or several.
@Suite struct HeaderTokenTests {
    private static let headers: HTTPHeaders = [
        "Connection": "keep-alive,Upgrade", "Vary": " \tAccept-Encoding \t;q=1 , , Cookie", "X": "Origin",
        "vary": "Größe", "Empty": "",
    ]

    @Test(arguments: [
        ("upgrade", "connection"), ("Keep-Alive", "CONNECTION"), ("accept-encoding", "Vary"), ("cookie", "vary"),
        ("größe", "vary"), ("origin", "x"),
    ]) func aTokenIsFoundWithoutCase(_ token: String, _ name: String) {
        #expect(Self.headers.hasToken(token, in: name))
    }

    @Test(arguments: [
        ("keep", "connection"), ("keep-alive,upgrade", "connection"), ("alive", "connection"),
        ("upgrades", "connection"),
        ("q=1", "vary"), ("encoding", "vary"), ("origin", "vary"), ("upgrade", "absent"), ("x", "empty"),
    ]) func whatIsNoWholeTokenIsNotFound(_ token: String, _ name: String) {
        #expect(!Self.headers.hasToken(token, in: name))
    }
}
