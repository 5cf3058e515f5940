// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// The user's program's own last words, put into the metadata of a failure so that every surface can show them.
///
/// Keys: `log` once per line, oldest first, at most ``maximumLines``; `probe` once per distinct answer in the order
/// they came, with a count when repeated.
package struct FailureEvidence: Sendable, Hashable {
    package static let maximumLines = 20
    /// Longer lines are cut, with an ellipsis.
    package static let maximumLineLength = 400

    package var log: [String]
    package var probes: [ProbeAnswer]

    package init(log: [String] = [], probes: [ProbeAnswer] = []) {
        self.log = log
        self.probes = probes
    }

    package var metadata: [Failure.Metadatum] {
        folded.map { Failure.Metadatum("probe", Self.shortened($0)) }
            + log.suffix(Self.maximumLines).map { Failure.Metadatum("log", Self.shortened($0)) }
    }

    /// Runs of the same answer become one line with their count.
    private var folded: [String] {
        var runs: [(text: String, count: Int)] = []
        for summary in probes.map(\.summary) {
            if let last = runs.last, last.text == summary {
                runs[runs.count - 1].count += 1
            } else {
                runs.append((summary, 1))
            }
        }
        return runs.suffix(Self.maximumLines).map { $0.count == 1 ? $0.text : "\($0.text) (\($0.count) times)" }
    }

    private static func shortened(_ line: String) -> String {
        line.count <= maximumLineLength ? line : line.prefix(maximumLineLength) + "…"
    }
}

extension Failure {
    /// The same failure with the program's own last words.
    package func adding(_ evidence: FailureEvidence) -> Failure {
        var copy = self
        copy.metadata += evidence.metadata
        return copy
    }
}
