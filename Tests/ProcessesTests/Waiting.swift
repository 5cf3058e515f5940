// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Processes
import Testing

/// Waits for something that another process does; reports it when it hasn't happened in 30 seconds.
func eventually(
    _ what: Comment, sourceLocation: SourceLocation = #_sourceLocation, _ condition: () throws -> Bool
) async throws {
    for _ in 0..<6000 {
        if try condition() { return }
        try await Task.sleep(for: .milliseconds(5))
    }
    Issue.record(what, sourceLocation: sourceLocation)
}

/// A shell command with the standard PATH.
func shell(_ script: String, _ environment: [String: String] = [:], isolation: Isolation = .none) -> Command {
    Command(
        executable: "/bin/sh", arguments: ["-c", script],
        environment: environment.merging(["PATH": "/usr/local/bin:/usr/bin:/bin"]) { own, _ in own },
        isolation: isolation)
}

/// The processes named by numbers in the text, with their start times, taken while they live.
func processes(in text: String) -> [ProcessIdentity] {
    text.split(whereSeparator: \.isWhitespace).compactMap { Int32($0) }.compactMap { ProcessIdentity.current(of: $0) }
}

extension Child {
    /// The first piece of output as text.
    func firstText() async -> String {
        for await chunk in output { return chunk.text }
        return ""
    }
}
