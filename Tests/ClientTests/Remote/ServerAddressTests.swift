// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Client
import Primitives
import Testing

@Suite struct ServerAddressTests {
    @Test(arguments: [
        ("https://deploy.example.com", "https://deploy.example.com"),
        ("HTTPS://Deploy.Example.com:443/", "https://deploy.example.com"),
        ("https://deploy.example.com:8443", "https://deploy.example.com:8443"),
        ("deploy.example.com", "https://deploy.example.com"),
        ("deploy.example.com:8443", "https://deploy.example.com:8443"),
        ("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"),
        ("http://localhost:4000", "http://localhost:4000"), ("http://127.1.2.3", "http://127.1.2.3"),
        ("http://[::1]:4000", "http://[::1]:4000"),
    ]) func addressesAreReadAsPeopleWriteThem(_ text: String, _ expected: String) throws {
        #expect(try ServerAddress(text).description == expected)
    }

    @Test(arguments: [
        "", "https://", "https://host/path", "https://user:word@host", "https://host?x", "https://host#x", "ftp://host",
        "unix:///run/dextra.sock", "https://host:0", "https://host:65536", "https://ho st", "https://host:",
    ]) func whatIsNoAddressIsRefused(_ text: String) {
        #expect(throws: Failure.self) { try ServerAddress(text) }
    }

    @Test(arguments: [
        "http://deploy.example.com", "http://10.0.0.1", "http://127.0.0.1.example.com", "http://128.0.0.1",
        "http://localhost.example.com", "http://[2001:db8::1]",
    ]) func noTokenTravelsInTheClear(_ text: String) throws {
        let failure = #expect(throws: Failure.self) { try ServerAddress(text) }
        #expect(failure?.message.contains("not encrypted") == true)
    }
}
