// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Metrics
import Primitives
import Processes
import Testing

/// Where the Python with prometheus_client is; nil when scripts/test did not make it.
private enum PeerPython {
    static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        .joined(separator: "/")
    static let path: String? = {
        let path = root + "/.build/peers/bin/python"
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }()
}

/// What we write, read by the parsers of Prometheus' own client library.
@Suite(.enabled(if: PeerPython.path != nil)) struct PrometheusPeerTests {
    @Test(arguments: ExpositionFormat.allCases) func theirParserReadsOurs(format: ExpositionFormat) async throws {
        let text = format.text(await ExpositionTests.sample().read())
        let outcome = try await Child.collect(
            Command(
                executable: try #require(PeerPython.path),
                arguments: [PeerPython.root + "/Tests/Peers/prometheus.py", "\(format)"],
                environment: ["LANG": "C.UTF-8"], input: Array(text.utf8)),
            timeout: .seconds(60))
        let error = String(decoding: outcome.error, as: UTF8.self)
        try #require(outcome.status.isSuccess, "\(error)")
        let samples = try JSONText.decode([Sample].self, from: outcome.output)
        func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
            samples.first { $0.name == name && $0.labels == labels }?.value
        }
        #expect(value("dextra_runs_total", ["kind": "deploy", "outcome": ExpositionTests.nasty]) == 3)
        #expect(value("dextra_disk_free_bytes") == 1.5e15)
        #expect(value("dextra_build_info", ["version": "0.5.0"]) == 1)
        #expect(value("dextra_step_duration_seconds_bucket", ["step": "build", "le": "1.0"]) == 2)
        #expect(value("dextra_step_duration_seconds_bucket", ["step": "build", "le": "+Inf"]) == 3)
        #expect(value("dextra_step_duration_seconds_count", ["step": "build"]) == 3)
        #expect(samples.count == 8)
    }

    private struct Sample: Decodable {
        let name: String
        let labels: [String: String]
        let value: Double
    }
}
