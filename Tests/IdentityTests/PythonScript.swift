// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Primitives
import TestKit

/// A foreign end in Python: it gets one line of JSON on its standard input and answers with text.
enum PythonScript {
    static let root =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")

    /// The Python that has the packages of scripts/test; nil when they are not there.
    static let withPackages: String? = {
        let path = root + "/.build/peers/bin/python"
        return access(path, X_OK) == 0 && system("'\(path)' -c 'import jwt, cryptography' 2>/dev/null") == 0
            ? path : nil
    }()

    /// Runs a program; its input is in `value`. Throws when it fails.
    static func run(_ program: String, _ input: some Encodable, python: String = "/usr/bin/python3") async throws
        -> String
    {
        try await TemporaryDirectory.with { directory in
            try Data(try JSONText.encode(input).utf8).write(to: URL(filePath: directory + "/input.json"))
            let text = "import json\nwith open(\(quoted(directory + "/input.json"))) as file: value = json.load(file)\n"
            try Data((text + program).utf8).write(to: URL(filePath: directory + "/program.py"))
            guard let pipe = popen("'\(python)' '\(directory)/program.py' 2>&1", "r") else {
                throw Failure.system(errno, "can't run Python")
            }
            var output = ""
            var buffer = [CChar](repeating: 0, count: 65_536)
            while fgets(&buffer, Int32(buffer.count), pipe) != nil {
                output += String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            }
            guard pclose(pipe) == 0 else { throw Failure(.internalError, "Python: \(output)") }
            return output
        }
    }

    private static func quoted(_ text: String) -> String { "'\(text)'" }
}
