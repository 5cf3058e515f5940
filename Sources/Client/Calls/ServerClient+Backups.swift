// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
package import Model
import Primitives
package import Wire

extension ServerClient {
    /// Starts a backup; the answer is the run that makes it.
    package func backUp(_ request: BackupRequest, key: String) async throws -> Run {
        try await call(.post, "/v1/backups", body: request, key: key)
    }

    /// The backups in a folder, the server's own when it is nil, the newest first.
    package func backups(in folder: String?) async throws -> [BackupSummary] {
        try await list("v1", "backups", query: [("folder", folder)])
    }
}
