// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Identity
import Model
import Primitives
import Storage
import TestKit
import Testing

@Suite struct AuditFormatTests {
    @Test func `the program in the documentation finds the same hashes`() async throws {
        let page = String(
            decoding: try Data(contentsOf: URL(filePath: PythonScript.root + "/Documentation/Audit.md")), as: UTF8.self)
        let program = try #require(
            page.split(separator: "```python\n").last?.split(separator: "```").first.map(String.init))
        try await ProgramsFixture.withAudit(entries: 12) { _, audit in
            let entries = try await audit.list(AuditFilter())
            let output = try await PythonScript.run(
                program + "\nfor entry in value: print(audit_hash(entry))\n", entries)
            #expect(output.split(separator: "\n").map(String.init) == entries.map(\.hash))
        }
    }

    @Test func `the format never changes`() {
        let record = AuditRecord(
            sequence: 1, at: Timestamp(millisecondsSinceEpoch: 1_767_225_600_000), actor: "ann", method: "session",
            action: "deleteProject", subject: "project/shop", address: nil, outcome: "succeeded", detail: "{}",
            previous: AuditChain.origin, hash: "")
        // printf '14:dextra-audit-1,1:1,13:1767225600000,3:ann,7:session,13:deleteProject,12:project/shop,0:,9:succeeded,
        // 2:{},64:000…,' | sha256sum
        #expect(AuditChain.hash(of: record) == "703d5efd8e32c41a9c2641cb6a68cfacaf6fef79cd4ed0e17bc986c28e297480")
    }
}
