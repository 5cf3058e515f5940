// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Platforms
package import Primitives
import Processes

extension LocalProcessPlatform {
    package func oldLogs(before time: Timestamp) async throws -> [OldLog] {
        supervisor.oldLogs(before: time).map { OldLog(name: $0.name, size: $0.size) }
    }

    package func removeOldLog(_ name: String, before time: Timestamp) async throws -> Bool {
        try supervisor.removeOldLog(name, before: time)
    }
}
