// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import HTTP
import Model
import Primitives
import Wire

extension ControlPlane {
    func addSettingRoutes(to router: inout Router) {
        router.get("/v1/settings") { exchange in
            let current = try await settings.current()
            try await exchange.respond(json: SettingDefinition.all.map { SettingEntry($0, in: current) })
        }

        router.get("/v1/settings/:name") { exchange in
            let definition = try SettingDefinition.require(try exchange.parameter("name"))
            try await exchange.respond(json: SettingEntry(definition, in: try await settings.current()))
        }

        router.put("/v1/settings/:name") { exchange in
            let change = try await exchange.decodeBody(as: SettingChange.self)
            try await settings.set(try exchange.parameter("name"), to: change.value)
            try await exchange.respondWithNothing()
        }

        router.delete("/v1/settings/:name") { exchange in
            try await settings.unset(try exchange.parameter("name"))
            try await exchange.respondWithNothing()
        }
    }
}
