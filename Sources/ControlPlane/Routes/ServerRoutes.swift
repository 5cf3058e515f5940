// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import HTTP
import Model
import OpenAPI
import Primitives
import Wire

extension ControlPlane {
    var serverOperations: [Operation] {
        [
            .read("/v1/info", "getInfo", .known, "The server: its version, home and state") { _ in await server.info()
            },
            .stream(
                "/v1/server/stop", "stopServer", .installation(.administer),
                "Ends the server gracefully; applications go on running", method: .post,
                answers: [.init(status: .accepted, about: "It is ending")]
            ) { call in
                try await call.acknowledge()
                try await call.exchange.respond(HTTPResponse(.accepted))
                server.stop()
            },
            .list(
                "/v1/nodes", "listNodes", .installation(.view), "The nodes that share the database", sorts: ["name"]
            ) { call in
                try call.page.page(
                    of: try await delivery.nodes(), by: [SortField("name") { $0.name }], id: { $0.id.description })
            },
            .remove(
                "/v1/nodes/{node}", "giveUpNode", .installation(.administer),
                "Gives a lost node up, so that its projects can live elsewhere"
            ) { call in
                try await delivery.giveUp(try call.id("node"), by: try call.principal.name)
                return Nothing()
            },
        ]
    }

    var settingOperations: [Operation] {
        [
            .list(
                "/v1/settings", "listSettings", .installation(.view), "The installation's settings", sorts: ["name"]
            ) { call in
                let current = try await settings.current()
                let names = SettingDefinition.all.map(\.name)
                return try call.page.page(
                    of: SettingDefinition.all.map { SettingEntry($0, in: current) },
                    by: [
                        // As they are defined: what belongs together stands together.
                        SortField("place", number: { names.firstIndex(of: $0.name) ?? 0 }),
                        SortField("name") { $0.name },
                    ], id: { $0.name })
            },
            .stream(
                "/v1/settings/{setting}", "getSetting", .installation(.view), "One setting", traits: [.tagged],
                answers: [.json(.ok, "The setting", SettingEntry.self)]
            ) { call in
                let definition = try SettingDefinition.require(try call.path("setting"))
                let current = try await settings.current()
                try await call.respond(
                    tagging: SettingEntry(definition, in: current),
                    as: try SettingsService.revision(of: definition, in: current))
            },
            .send(
                "/v1/settings/{setting}", "setSetting", .installation(.administer), "Changes a setting", method: .put,
                traits: [.conditional]
            ) { (call, change: SettingChange) in
                if case .folder = try SettingDefinition.require(try call.path("setting")).kind {
                    try call.requireMachineUser("a folder of the machine")
                }
                try await settings.set(
                    try call.path("setting"), to: change.value, by: try call.principal.name, if: call.condition)
                return Nothing()
            },
            .remove(
                "/v1/settings/{setting}", "resetSetting", .installation(.administer),
                "Puts a setting back to its default", traits: [.conditional]
            ) { call in
                try await settings.unset(try call.path("setting"), by: try call.principal.name, if: call.condition)
                return Nothing()
            },
        ]
    }

    var backupOperations: [Operation] {
        [
            .list(
                "/v1/backups", "listBackups", .installation(.administer), "The backups in a folder, newest first",
                query: [.folder]
            ) { call in
                if try call.query(.folder) != nil { try call.requireMachineUser("another folder's list") }
                var page = try call.page
                (page.sort, page.isDescending) = ("at", true)
                return try page.page(
                    of: try backups.list(in: try call.query(.folder)),
                    by: [SortField("at", time: { $0.createdAt })], id: { $0.file ?? "" })
            },
            .start("/v1/backups", "startBackup", .installation(.administer), "Starts a backup") {
                (call, request: BackupRequest) in
                if request.target != nil || request.withKey {
                    try call.requireMachineUser("a backup elsewhere, or with the vault's key in clear,")
                }
                return try await backups.create(
                    at: request.target, isFolder: request.isFolder, withData: request.withData,
                    withKey: request.withKey, passphrase: request.passphrase.map { Redacted($0) },
                    try call.runRequest)
            },
            .read(
                "/v1/prune", "previewPrune", .installation(.operate), "What pruning would remove now", query: [.project]
            ) { call in try await pruning.preview(of: try call.query(.project)) },
            .start("/v1/prune", "startPrune", .installation(.operate), "Starts removing what there is too much of") {
                (call, request: PruneRequest) in try await pruning.start(request.project, try call.runRequest)
            },
        ]
    }
}

extension Call {
    /// Where files are written with the server's authority only the machine's own user says: an administrator of Dextra need
    /// not be one of the machine. Throws `permission_denied`.
    fileprivate func requireMachineUser(_ what: String) throws {
        guard try principal.method != .local else { return }
        throw Failure(
            .permissionDenied, "\(what) can be asked for on the server's own machine only",
            hint: "run the command there, as the user that the server runs as")
    }
}
