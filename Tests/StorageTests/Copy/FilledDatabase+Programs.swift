// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import TestKit

extension FilledDatabase {
    /// A row in every table of programs, of the person that ``fillPeople(granting:_:in:)`` has made.
    static func fillPrograms(_ records: Records, in database: any Database) async throws {
        let time = records.time.now
        let id: TokenID = records.random.identifier(at: time)
        try await database.write { connection in
            let user = try UserStore().require("ann", on: connection)
            let token = APIToken(
                id: id, name: "CI", owner: user.name, scopes: [.view], projects: [try ProjectName("shop")],
                createdAt: time, expiresAt: time, prefix: "dxt_12345678")
            try TokenStore().insert(TokenRecord(token: token, owner: user.id, hash: [0, 1, 255]), on: connection)
            let approval = DeviceAuthorizationStore.Approval(
                user: user.id, scopes: [.view], projects: nil, expiresAt: nil)
            try DeviceAuthorizationStore().put(
                .init(
                    deviceHash: [255, 0], userMark: "mark", clientName: "dextra on ü", address: nil, createdAt: time,
                    expiresAt: time, interval: 5, state: .approved, approval: approval), on: connection)
            try SigningKeyStore().insert(
                .init(id: "key", publicKey: [1, 2], createdAt: time, signsUntil: time, verifiesUntil: time),
                on: connection)
            try CredentialRecordStore().put(
                .init(platform: "aws", fields: ["a", "b"], updatedAt: time, updatedBy: "ann"), on: connection)
            for sequence in 1...Int64(200) {
                try AuditStore().insert(
                    AuditRecord(
                        sequence: sequence, at: time, actor: "ann", method: "session", action: "test",
                        subject: "project/shop", address: nil, outcome: "succeeded", detail: "{}", previous: "0",
                        hash: "1"), on: connection)
            }
            try AuditIntentStore().insert(
                AuditIntentRecord(id: records.random.identifier(at: time), at: time, draft: "{}", seal: "seal"),
                on: connection)
            try AuditStore().put(
                AuditSeal(name: .head, sequence: 200, hash: "1", seal: "2", at: time), on: connection)
            try PreferenceStore().put(["panels": [1, nil]], as: "layout", of: user.id, on: connection)
            try ReadMarkStore().advance(to: 7, of: user.id, on: connection)
        }
    }
}
