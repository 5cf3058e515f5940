// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import HTTP
import Model
import Primitives
import Wire

extension ControlPlane {
    func addBackupRoutes(to router: inout Router) {
        router.get("/v1/backups") { exchange in
            try await exchange.respond(json: try backups.list(in: exchange.request.query["folder"]))
        }

        router.post("/v1/backups") { exchange in
            let request = try await exchange.decodeBody(as: BackupRequest.self)
            let run = try await backups.create(
                at: request.target, isFolder: request.isFolder, withData: request.withData, withKey: request.withKey,
                passphrase: request.passphrase.map { Redacted($0) })
            try await exchange.respond(json: run, status: .accepted)
        }
    }
}
