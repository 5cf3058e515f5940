// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import Primitives
import TestKit
import Testing

/// Which engine the docker command line would use, by its environment and its own contexts.
@Suite(.enabled(if: DockerDaemon.canRun, "\(DockerDaemon.requirement)")) struct DockerContextTests {
    private static func candidates(_ environment: [String: String]) throws -> [String] {
        try EngineAddress.candidates(environment: environment).map(\.description)
    }

    private static func with(
        _ place: String, _ body: (String) async throws -> Void
    ) async throws {
        try await TemporaryDirectory.with { folder in
            try await DockerCommand.run(["context", "create", "far", "--docker", place], configuration: folder)
            try await body(folder)
        }
    }

    @Test func theFirstThatIsSetDecides() async throws {
        try await Self.with("host=tcp://engine.test:2375") { folder in
            let own = ["DOCKER_CONFIG": folder]
            func environment(_ more: [String: String]) -> [String: String] { own.merging(more) { $1 } }
            let far = ["tcp://engine.test:2375"]
            #expect(try Self.candidates(own).contains("unix:///var/run/docker.sock"))
            #expect(try Self.candidates(environment(["DOCKER_CONTEXT": "far"])) == far)
            #expect(
                try Self.candidates(environment(["DOCKER_CONTEXT": "far", "DOCKER_HOST": "unix:///x"])) == ["unix:///x"]
            )
            try await DockerCommand.run(["context", "use", "far"], configuration: folder)
            #expect(try Self.candidates(own) == far)
            #expect(try Self.candidates(environment(["DOCKER_CONTEXT": ""])) == far)
            #expect(try Self.candidates(environment(["DOCKER_CONTEXT": "default"])).count > 1)
        }
    }

    @Test func saysWhatIsWrongWithOne() async throws {
        try await Self.with("host=tcp://engine.test:2376,skip-tls-verify=true") { folder in
            await expectFailure(.engineUnsupported) {
                _ = try Self.candidates(["DOCKER_CONFIG": folder, "DOCKER_CONTEXT": "far"])
            }
            await expectFailure(.engineContextInvalid) {
                _ = try Self.candidates(["DOCKER_CONFIG": folder, "DOCKER_CONTEXT": "gone"])
            }
            try TestFolder.write("{", to: folder + "/config.json")
            await expectFailure(.engineContextInvalid) { _ = try Self.candidates(["DOCKER_CONFIG": folder]) }
        }
        try await Self.with("host=ssh://somebody@engine.test") { folder in
            let failure = await expectFailure(.invalidArgument) {
                _ = try Self.candidates(["DOCKER_CONFIG": folder, "DOCKER_CONTEXT": "far"])
            }
            #expect(failure?.hint?.contains("ssh -N -L") == true)
        }
    }

    @Test func tlsIsVerifiedOrRefused() async {
        let host = ["DOCKER_HOST": "tcp://engine.test:2376"]
        #expect(throws: Never.self) { try Self.candidates(host.merging(["DOCKER_TLS_VERIFY": "1"]) { $1 }) }
        await expectFailure(.engineUnsupported) { _ = try Self.candidates(host.merging(["DOCKER_TLS": "1"]) { $1 }) }
    }
}
