// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import HTTP
import Model
import Primitives
import Wire

extension ControlPlane {
    func addPruneRoutes(to router: inout Router) {
        router.get("/v1/prune") { exchange in
            let project = try exchange.request.query["project"].map { try ProjectName($0) }
            try await exchange.respond(json: try await pruning.preview(of: project))
        }

        router.post("/v1/prune") { exchange in
            let request = try await exchange.decodeBody(as: PruneRequest.self)
            try await exchange.respond(json: try await pruning.start(request.project), status: .accepted)
        }
    }
}
