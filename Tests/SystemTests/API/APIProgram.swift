// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Processes
import Testing

/// Programs that ask a real server over TCP, and what they need.
enum APIProgram {
    private static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
        .joined(separator: "/")

    static let folder = root + "/Tests/API"

    /// The Python with schemathesis that scripts/test makes; nil where PyPI can't be reached.
    static let schemathesis: String? = {
        let python = root + "/.build/peers/bin/python"
        return FileManager.default.isExecutableFile(atPath: root + "/.build/peers/bin/schemathesis") ? python : nil
    }()

    /// Starts a server on a port of its own that keeps its log in the data directory, where secrets are looked for.
    static func serve(_ dextra: Installation, _ options: [String] = []) async throws -> Child {
        let script = """
            mkdir -p "$DEXTRA_HOME/logs"
            openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost \
                -keyout key.pem -out cert.pem
            chmod 600 key.pem
            """
        let prepared = try await dextra.run("/bin/sh", ["-euc", script])
        try #require(prepared.status.isSuccess, "\(prepared)")
        return try await dextra.serve(
            ["--listen=127.0.0.1:0"] + options,
            through: ["/bin/sh", "-c", #"exec "$@" 2>"$DEXTRA_HOME/logs/server.log""#, "serve"])
    }
}
