// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Identity
import Model
import OpenAPI
import Primitives
import Wire

extension ControlPlane {
    var credentialOperations: [Operation] {
        [
            .list(
                "/v1/credentials", "listCredentials", .installation(.operate),
                "Which platforms there are credentials for; never what they are"
            ) { call in
                try call.page.page(
                    of: try await identity.credentials.list(), by: [SortField("platform") { $0.platform }],
                    id: { $0.platform })
            },
            .read(
                "/v1/credentials/{platform}", "getCredentials", .installation(.operate),
                "Which fields are set, and since when"
            ) {
                call in try await identity.credentials.status(of: try CredentialPlatform(try call.path("platform")))
            },
            .send(
                "/v1/credentials/{platform}", "setCredentials", .installation(.operate),
                "Keeps a platform's credentials, sealed, in place of those before", method: .put,
                traits: [.conditional]
            ) { (call, change: CredentialChange) in
                let platform = try CredentialPlatform(try call.path("platform"))
                call.notes.add("fields", .array(change.fields.keys.sorted().map(JSONValue.string)))
                try await identity.credentials.store(
                    change.fields.mapValues { Redacted($0) }, for: platform, if: call.condition,
                    by: try call.principal.name)
                return Nothing()
            },
            .remove(
                "/v1/credentials/{platform}", "deleteCredentials", .installation(.operate),
                "Forgets a platform's credentials", traits: [.conditional]
            ) {
                call in
                try await identity.credentials.delete(
                    try CredentialPlatform(try call.path("platform")), if: call.condition,
                    by: try call.principal.name)
                return Nothing()
            },
        ]
    }

    var assistantOperations: [Operation] {
        [
            .send(
                "/v1/ask", "ask", .known, "Answers a question in words", traits: [.unaudited]
            ) { (call, question: AssistantQuestion) in
                AssistantAnswer(text: try await assistant.ask(question.question, context: question.context ?? .null))
            },
            .act(
                "/v1/runs/{run}/analysis", "analyseRun", .run(.view), "Says why a run went as it did",
                traits: [.unaudited]
            ) { call in AssistantAnswer(text: try await assistant.analyse(try call.run)) },
        ]
    }
}
