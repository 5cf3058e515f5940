// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Processes

/// The real docker command line, for what it leaves in its own folder.
enum DockerCommand {
    static func run(_ arguments: [String], configuration folder: String) async throws {
        let command = Command(
            executable: "docker", arguments: arguments,
            environment: ["PATH": "/usr/local/bin:/usr/bin:/bin", "DOCKER_CONFIG": folder])
        let outcome = try await Child.collect(command)
        guard outcome.status.isSuccess else {
            throw Failure(.internalError, "docker failed: \(String(decoding: outcome.error, as: UTF8.self))")
        }
    }
}
