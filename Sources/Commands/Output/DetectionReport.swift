// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection
import Model

/// What `dextra detect --json` prints: the blueprint's keys, and beside them the parts that could be deployed instead.
struct DetectionReport: Encodable {
    private let blueprint: Blueprint
    private let members: [Part]

    private struct Part: Encodable {
        let path: String
        let name: String
        let blueprint: Blueprint

        private enum CodingKeys: String, CodingKey { case path, name }

        func encode(to encoder: any Encoder) throws {
            try blueprint.encode(to: encoder)
            var values = encoder.container(keyedBy: CodingKeys.self)
            try values.encode(path, forKey: .path)
            try values.encode(name, forKey: .name)
        }
    }

    private enum CodingKeys: String, CodingKey { case members }

    init(_ blueprint: Blueprint, _ members: [DetectedMember]) {
        self.blueprint = blueprint
        self.members = members.map { Part(path: $0.path, name: $0.name, blueprint: $0.blueprint) }
    }

    func encode(to encoder: any Encoder) throws {
        try blueprint.encode(to: encoder)
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(members, forKey: .members)
    }
}
