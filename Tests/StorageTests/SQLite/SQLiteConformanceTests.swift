// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import TestKit
import Testing

@Suite struct SQLiteConformanceTests {
    @Test(arguments: DatabaseConformance.cases)
    func conforms(_ conformance: DatabaseConformance) async throws {
        try await TemporaryDatabase.with(migrations: []) { try await conformance.check($0) }
    }
}
