// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Model
import Primitives
import Storage
package import Workflows

/// The run kind `backup`: one file with all that a server of one's own can be made from again.
///
/// It is written beside its place under a name of the run's own, and gets its name once it is whole and on the disk. Taken
/// again after a crash, it begins anew over what it left.
package struct BackupRun: Sendable {
    package static let kind = "backup"
    package static let subject = "server/backup"

    private let parts: BackupParts
    private let writer: BackupWriter

    package init(_ parts: BackupParts) throws {
        self.parts = parts
        writer = try BackupWriter(parts)
    }

    package var definition: RunDefinition {
        RunDefinition(
            kind: Self.kind, isSupersedable: false,
            steps: [
                StepDefinition(
                    name: "write", effect: .repeatable, weight: 20, timeout: .seconds(24 * 60 * 60), run: write)
            ], conclusion: { .succeeded($0["write"]) })
    }

    private func write(_ context: StepContext) async throws -> JSONValue {
        let input = try context.input(as: BackupInput.self)
        let temporary = "\(input.file).\(context.runID).partial"
        defer {
            for ending in ["", ".db", ".db-wal", ".db-shm", ".db-journal"] { unlink(temporary + ending) }
        }
        for ending in ["", ".db"] { unlink(temporary + ending) }
        let summary = try await parts.intake.holding {
            try await writer.write(input, to: temporary) { context.progress($0, $1) }
        }
        if input.key == .none {
            try await context.log("the vault's key is not in this backup: keep \(parts.vaultKey) somewhere else")
        }
        return try JSONValue(encoding: summary)
    }
}
