// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// The failure of a build in the same shape for both builders.
enum BuildFailure {
    static func of(_ words: String, step: BuildStep?, exitCode: Int?, lines: [String]) -> Failure {
        var metadata: [Failure.Metadatum] = []
        if let step { metadata.append(.init("instruction", step.instruction)) }
        if let exitCode { metadata.append(.init("exit_code", String(exitCode))) }
        if !lines.isEmpty { metadata.append(.init("output", lines.joined(separator: "\n"))) }
        metadata.append(.init("engine", words))
        let place = step.map { "step \($0.number) of \($0.count), \($0.instruction)," } ?? "the build"
        let reason = exitCode.map { "ended with exit status \($0)" } ?? "failed: \(words)"
        return Failure(.imageBuildFailed, "\(place) \(reason)", hint: "read its last lines above", metadata: metadata)
    }
}
