// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import Primitives

/// Whether there is a Docker Engine, for projects that are shipped to one or have services beside them.
struct EngineCheck: Sendable {
    /// Where DOCKER_HOST and the like are read.
    let environment: [String: String]
    /// What needs it, e.g. `platform: docker`; nil when nothing does.
    let need: String?

    /// nil when there is none and nothing needs one.
    func run() async -> Finding? {
        do {
            let engine = try await DockerEngine.connect(environment: environment)
            let information = try await engine.information()
            return Finding("docker", .ok, "Docker Engine \(information.version) at \(engine.address)")
        } catch {
            guard let need else { return nil }
            let failure = Failure.wrapping(error)
            return Finding(
                "docker", .missing, "\(failure.message); \(need) needs one",
                packages: failure.code == .engineUnavailable ? ["docker.io"] : [], hint: failure.hint)
        }
    }
}
