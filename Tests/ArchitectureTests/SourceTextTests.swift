// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Testing

/// The import reader itself: a check that reads wrongly would pass for ever.
@Suite struct SourceTextTests {
    @Test(arguments: [
        ("import Storage", ["Storage"]),
        ("package import Storage // why", ["Storage"]),
        ("@testable import Storage", ["Storage"]),
        ("  import struct Storage.Row", ["Storage"]),
        ("internal import func Glibc.open", ["Glibc"]),
        ("// import Storage", []),
        ("/* import A /* nested */ import B */ import C", ["C"]),
        ("let text = \"import Storage\"", []),
        ("let text = \"\"\"\nimport Storage\n\"\"\"\nimport HTTP", ["HTTP"]),
        ("let quote = \"\\\"\"\nimport HTTP", ["HTTP"]),
        ("let important = 1", []),
    ])
    func findsImports(source: String, expected: [String]) {
        #expect(SourceText(source).imports == expected)
    }
}
