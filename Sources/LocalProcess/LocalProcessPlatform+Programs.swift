// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Platforms
import Processes

extension LocalProcessPlatform {
    package func sparePrograms() async throws -> [SpareProgram] { try libexec.spare(beside: used) }

    package func removeSpareProgram(_ name: String) async throws -> Bool {
        try libexec.removeSpare(name, beside: used)
    }

    /// What the services were started with, those that don't run now included.
    private var used: [String] { supervisor.list().compactMap(\.executable) }
}
