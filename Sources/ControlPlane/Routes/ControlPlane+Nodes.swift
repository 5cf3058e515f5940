// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import HTTP
import Model
import Primitives

extension ControlPlane {
    func addNodeRoutes(to router: inout Router) {
        router.get("/v1/nodes") { exchange in try await exchange.respond(json: try await delivery.nodes()) }

        router.delete("/v1/nodes/:id") { exchange in
            let text = try exchange.parameter("id")
            guard let id = NodeID(text) else {
                throw Failure(.invalidArgument, "'\(text)' is not a node's ID", hint: "'dextra nodes' lists the nodes")
            }
            try await delivery.giveUp(id)
            try await exchange.respond(HTTPResponse(.noContent))
        }
    }
}
