// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import OpenAPI

/// The parameters that paths have: one name means the same everywhere.
enum PathParameters {
    static let all: [String: (about: String, schema: Schema)] = [
        "project": ("The project's name", ProjectName.schema),
        "run": ("The run's ID, or at least its last 8 characters", .text(length: 8...36)),
        "number": ("The release's number", .integer(1...Int64(Int32.max))),
        "variable": ("The variable's name", .text(length: 1...256)),
        "digest": ("SHA-256 of the content, in hexadecimal", .text(pattern: "^[0-9a-f]{64}$")),
        "setting": ("The setting's name", .text(length: 1...256)),
        "node": ("The node's ID", NodeID.schema),
        "user": ("The user's name or ID", .text(length: 1...64)),
        "team": ("The team's name or ID", .text(length: 1...64)),
        "token": ("The token's ID", TokenID.schema),
        "session": ("The session's ID", SessionID.schema),
        "platform": ("The platform the credentials are for", .text(length: 1...128)),
        "code": ("The code that the device shows", .text(length: 8...9)),
        "document": ("The document's name", .text(pattern: "^[a-z][a-z0-9_-]{0,63}$")),
    ]
}
