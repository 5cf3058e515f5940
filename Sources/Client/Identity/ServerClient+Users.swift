// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
package import Model
import Primitives
package import Wire

extension ServerClient {
    /// Everybody, by name.
    package func users() async throws -> [User] { try await list("v1", "users", query: [("sort", "name")]) }

    package func user(_ name: UserName) async throws -> Versioned<User> {
        try await read(Self.target("v1", "users", name.text))
    }

    package func addUser(_ creation: CreateUserRequest) async throws -> UserAnswer {
        try await call(.post, "/v1/users", body: creation)
    }

    /// - ifStill: the mark of the person as read, on which the change was based.
    package func changeUser(
        _ name: UserName, _ change: ChangeUserRequest, ifStill mark: String? = nil
    ) async throws -> UserAnswer {
        try await self.change(Self.target("v1", "users", name.text), change, ifStill: mark)
    }

    package func removeUser(_ name: UserName) async throws {
        try await call(.delete, Self.target("v1", "users", name.text))
    }
}
