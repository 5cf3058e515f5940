// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A base image of the tables.
struct Image: Sendable, Hashable {
    var name: String
    var tag: String
    /// Whether its ENTRYPOINT would stand before the command.
    var hasEntrypoint = false

    init(_ name: String, _ tag: String, hasEntrypoint: Bool = false) {
        self.name = name
        self.tag = tag
        self.hasEntrypoint = hasEntrypoint
    }

    var reference: String { "\(name):\(tag)" }

    /// A name without a registry's host is one of Docker Hub.
    var isOnDockerHub: Bool {
        guard let slash = name.firstIndex(of: "/") else { return true }
        return !name[..<slash].contains(".") && !name[..<slash].contains(":")
    }

    /// Debian 12 without anything: where the program brings all it needs, or Debian has the rest.
    static let debian = Image("debian", "bookworm-slim")
}

extension Image {
    /// Certificates, time zones and a user, without a shell (github.com/GoogleContainerTools/distroless, base: static).
    static let distroless = Image("gcr.io/distroless/static-debian12", "nonroot")
}
