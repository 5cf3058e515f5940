// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Testing

@Suite struct WebOriginTests {
    @Test(arguments: [
        ("https://Dextra.Example.com", "https://dextra.example.com"),
        ("http://localhost:7878", "http://localhost:7878"),
        ("HTTPS://a.test:443", "https://a.test"), ("http://a.test:80", "http://a.test"),
        ("https://a.test:80", "https://a.test:80"), ("http://[2001:DB8::1]:81", "http://[2001:db8::1]:81"),
        ("http://127.0.0.1", "http://127.0.0.1"),
    ]) func originsHaveOneSpelling(text: String, origin: String) {
        #expect(WebOrigin(text)?.description == origin)
        #expect(WebOrigin(origin) == WebOrigin(text))
    }

    @Test(arguments: [
        "", "null", "*", "a.test", "https://", "https:///", "https://a.test/", "https://a.test/x", "ftp://a.test",
        "https://u@a.test", "https://a.test:", "https://a.test:0", "https://a.test:65536", "https://a.test:+1",
        "https://a b", "https://a.test?x", "https://a.test#", "https://[::1", "https://[a]", "https://[::1]x",
        "https://[::1/64]", "https://\u{e4}.test", "https://a.test\r\n",
        "https://" + String(repeating: "a", count: 300),
    ]) func everythingElseIsNone(text: String) {
        #expect(WebOrigin(text) == nil)
    }
}
