// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP

extension ControlPlane {
    func addServerRoutes(to router: inout Router) {
        router.get("/v1/info") { exchange in try await exchange.respond(json: await server.info()) }

        router.post("/v1/server/stop") { exchange in
            try await exchange.respond(HTTPResponse(.accepted))
            server.stop()
        }
    }
}
