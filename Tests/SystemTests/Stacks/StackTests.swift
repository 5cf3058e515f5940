// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Processes
import TestKit
import Testing

extension SystemTests {
    /// What detection says of a project is what builds and starts it: nothing is written for Dextra in any of them.
    @Suite(.serialized) struct StackTests {
        @Test(
            .enabled(if: !TemporaryDatabase.isPostgreSQL, "about toolchains, not about where records are"),
            arguments: Stack.all)
        func isDetectedBuiltAndServed(_ stack: Stack) async throws {
            let missing = stack.missing
            guard missing.isEmpty else {
                print("NOT TESTED: \(stack.name) needs \(missing.joined(separator: ", "))")
                try Test.cancel("not installed: \(missing.joined(separator: ", "))")
            }
            try await Installation.with { dextra in
                // Not the tree itself: a build of the test must never find what an earlier one left.
                let folder = "\(dextra.folder)/\(stack.name)"
                let copy = try await dextra.run("/bin/cp", ["-R", stack.path, folder])
                try #require(copy.status.isSuccess, "\(copy)")

                let detected = try await dextra.dextra("detect", folder, "--json").json
                let blueprint = detected["blueprint"] ?? detected
                let kind = blueprint["framework"]?.string ?? blueprint["language"]?.string
                #expect(kind == stack.kind)

                let outcome = try await dextra.dextra("deploy", folder, timeout: .seconds(600))
                if stack.needsRegistry, !outcome.status.isSuccess, Self.cannotReachRegistry(outcome) {
                    print("NOT TESTED: \(stack.name) can't reach its package registry")
                    try Test.cancel("no registry can be reached")
                }
                try #require(outcome.status.isSuccess, "\(outcome)")
                let page = try await dextra.get("\(try await dextra.url(stack.name))/")
                #expect(page?.contains(stack.answer) == true, "\(page ?? "no answer")\n\(outcome)")
            }
        }

        /// What package managers say when the network is not there.
        private static func cannotReachRegistry(_ outcome: Outcome) -> Bool {
            let text = outcome.output + outcome.error
            return [
                "Temporary failure in name resolution", "Could not reach host", "Network is unreachable",
                "dns error", "Could not fetch specs", "Failed to establish a new connection",
                "Name or service not known",
            ].contains { text.contains($0) }
        }
    }
}
