// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// A role within a scope, given to a person or a team.
package struct Grant: Sendable, Hashable, Codable {
    package var role: Role
    package var scope: GrantScope

    package init(_ role: Role, _ scope: GrantScope = .everything) {
        self.role = role
        self.scope = scope
    }
}

/// What a grant holds for; written `everything`, `project/<ID>` or `device_group/<name>`.
package enum GrantScope: Sendable, Hashable {
    case everything
    case project(ProjectID)
    /// 1 to 64 Unicode scalars: a character can have any number of them. There are no device groups yet: what is given
    /// for one is kept, and allows nothing.
    case deviceGroup(String)
}

extension GrantScope: LosslessStringConvertible, Codable {
    package init?(_ description: String) {
        if description == "everything" {
            self = .everything
        } else if description.hasPrefix("project/"), let id = ProjectID(String(description.dropFirst(8))) {
            self = .project(id)
        } else if description.hasPrefix("device_group/"), (1...64).contains(description.unicodeScalars.count - 13) {
            self = .deviceGroup(String(description.dropFirst(13)))
        } else {
            return nil
        }
    }

    package var description: String {
        switch self {
        case .everything: "everything"
        case .project(let id): "project/\(id)"
        case .deviceGroup(let name): "device_group/\(name)"
        }
    }

    /// Throws `invalid_argument`.
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let scope = Self(text) else {
            throw Failure(
                .invalidArgument, "'\(text.prefix(100))' is no scope",
                hint: "use everything, project/ID or device_group/NAME")
        }
        self = scope
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
