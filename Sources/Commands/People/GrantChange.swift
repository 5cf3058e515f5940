// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Model
import Primitives

/// `--grant` and `--revoke`: what somebody gets and loses.
struct GrantChange {
    let added: [GrantArgument]
    let removed: [GrantArgument]

    private static let form = ValueSpec("ROLE[:PROJECT]")
    static let grant = OptionSpec(
        "grant", .value(form), "Give a role, everywhere or in a project: operator:shop", isRepeatable: true)
    static let revoke = OptionSpec("revoke", .value(form), "Take a role away again", isRepeatable: true)

    init(_ arguments: ParsedArguments) throws {
        added = try arguments.allOptions("grant").map { try GrantArgument($0) }
        removed = try arguments.allOptions("revoke").map { try GrantArgument($0) }
    }

    var isEmpty: Bool { added.isEmpty && removed.isEmpty }

    /// In the order they were given; one role in a place is enough, so a new one takes an old one's. Throws `usage` when
    /// something is to be taken away that isn't there.
    func applied(to grants: [Grant], _ client: ServerClient) async throws -> [Grant] {
        var grants = grants
        for argument in removed {
            let grant = try await argument.grant(client)
            guard grants.contains(grant) else {
                throw Failure(.usage, "there is no \(argument.role.rawValue) to take away there")
            }
            grants.removeAll { $0 == grant }
        }
        for grant in try await added.grants(client) {
            grants.removeAll { $0.scope == grant.scope }
            grants.append(grant)
        }
        return grants
    }
}
