// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import TestKit
import Testing

/// On the driver that the run of the tests is for; scripts/test runs them on each.
@Suite struct DatabaseConformanceTests {
    @Test(arguments: DatabaseConformance.cases)
    func conforms(_ conformance: DatabaseConformance) async throws {
        try await TemporaryDatabase.with(migrations: []) { try await conformance.check($0) }
    }
}
