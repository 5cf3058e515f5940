// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Processes
import Testing

/// Live traffic from a process of its own while something happens to an application.
struct Load {
    private let child: Child
    private let stopFile: String
    private let output: Task<String, Never>

    /// Begins requests at a steady rate; kept and new connections, and POSTs.
    static func begin(on url: String, of installation: Installation, rate: Int = 50) async throws -> Load {
        let port = try #require(url.split(separator: ":").last.map(String.init))
        let stopFile = "\(installation.folder)/stop-\(UInt32.random(in: 0...(.max)))"
        let child = try Child.spawn(
            Command(
                executable: "\(Installation.binaries)/load",
                arguments: [
                    "--port", port, "--rate", String(rate), "--seconds", "600", "--slow-seconds", "0",
                    "--stop-file", stopFile,
                ], output: .merged))
        // Owned by this value and awaited in `end()`.
        let output = Task {
            var text = ""
            for await chunk in child.output { text += String(decoding: chunk.bytes, as: UTF8.self) }
            return text
        }
        return Load(child: child, stopFile: stopFile, output: output)
    }

    /// Ends the traffic; status 0 says that nothing was dropped, failed or cut.
    func end() async throws -> (status: Processes.ExitStatus, report: String) {
        try Data().write(to: URL(filePath: stopFile))
        let report = await output.value
        return (await child.wait(), report)
    }
}
