// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
package import Wire

extension ServerClient {
    package func settings() async throws -> [SettingEntry] { try await list("v1", "settings") }

    package func setting(_ name: String) async throws -> SettingEntry {
        try await call(.get, Self.target("v1", "settings", name))
    }

    package func setSetting(_ name: String, to value: String) async throws {
        try await call(.put, Self.target("v1", "settings", name), body: SettingChange(value: value))
    }

    package func unsetSetting(_ name: String) async throws {
        try await call(.delete, Self.target("v1", "settings", name))
    }
}
