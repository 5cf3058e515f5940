// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import OpenAPI
import Primitives
import Testing

@Suite struct OpenAPIDocumentTests {
    private let thing = Schema.named(
        "Thing", .object(ObjectSchema([.init("name", .string()), .init("next", .any, isRequired: false)])))

    private func document() -> JSONValue {
        let get = OperationDescription(
            method: "GET", path: "/things/{id}", name: "getThing", tag: "things", summary: "One",
            parameters: [
                .init("id", in: .path, "Which", .text(format: "uuid")), .init("limit", in: .query, "", .integer(1...9)),
            ],
            body: nil, answers: [.init(200, "It", [.json(thing)]), .init(404, "None")], security: ["token"])
        let put = OperationDescription(
            method: "PUT", path: "/things/{id}", name: "putThing", tag: "things", summary: "Sets", parameters: [],
            body: .json(.array(thing)), answers: [.init(204, "Done")], security: [])
        return OpenAPIDocument(
            title: "Things", version: "1", summary: "", operations: [get, put], tags: [("things", "All of them")],
            security: ["token": ["type": "http", "scheme": "bearer"]]
        ).json
    }

    @Test func operationsOfOnePathStandTogether() {
        let path = document()["paths"]?["/things/{id}"]
        #expect(path?["get"]?["operationId"] == "getThing" && path?["put"]?["operationId"] == "putThing")
    }

    @Test func namedSchemasAreComponentsAndReferredTo() {
        let document = document()
        #expect(document["components"]?["schemas"]?["Thing"]?["required"] == ["name"])
        let answer = document["paths"]?["/things/{id}"]?["get"]?["responses"]?["200"]
        #expect(answer?["content"]?["application/json"]?["schema"]?["$ref"] == "#/components/schemas/Thing")
        let body = document["paths"]?["/things/{id}"]?["put"]?["requestBody"]
        let schema = body?["content"]?["application/json"]?["schema"]
        #expect(schema?["items"]?["$ref"] == "#/components/schemas/ThingInput")
    }

    @Test func whatTravelsBothWaysIsClosedInRequestsOnly() {
        let schemas = document()["components"]?["schemas"]
        #expect(schemas?["ThingInput"]?["additionalProperties"] == false)
        #expect(schemas?["ThingInput"]?["properties"] == schemas?["Thing"]?["properties"])
        #expect(schemas?["Thing"]?["additionalProperties"] == nil)
    }

    @Test func parametersSayWhereTheyAreAndWhetherTheyAreNeeded() {
        let parameters = document()["paths"]?["/things/{id}"]?["get"]?["parameters"]
        #expect(parameters?[0]?["in"] == "path" && parameters?[0]?["required"] == true)
        #expect(parameters?[1]?["in"] == "query" && parameters?[1]?["required"] == false)
        #expect(parameters?[1]?["schema"]?["minimum"] == 1 && parameters?[1]?["schema"]?["maximum"] == 9)
    }

    @Test func whoNeedsNoCredentialsIsSaid() {
        let path = document()["paths"]?["/things/{id}"]
        #expect(path?["get"]?["security"] == [["token": []]] && path?["put"]?["security"] == [])
    }
}
