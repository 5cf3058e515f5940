// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import Processes
import Testing

/// A Dextra whose server ships to a Docker Engine of the tests' own, which has images that stand for the official ones.
struct DockerInstallation: Sendable {
    let dextra: Installation
    let daemon: DockerDaemon
    let engine: DockerEngine

    /// What stands for the base image of generated Dockerfiles for Python.
    static let python = "dextra-test-python:3"

    static func with(_ body: (DockerInstallation) async throws -> Void) async throws {
        let daemon = try await DockerDaemon.shared()
        let engine = try await daemon.engine()
        do {
            try await ToolchainImages.provide(.python, as: [python], in: daemon, engine)
        } catch {
            try Test.cancel("NEEDS Debian's mirror to make base images: \(String(reflecting: error))")
        }
        try await Installation.with { dextra in
            try await body(DockerInstallation(dextra: dextra, daemon: daemon, engine: engine))
        }
        // Whatever a failed test left must not get in the way of the next.
        for container in try await engine.containers() { try? await engine.remove(container.id, force: true) }
    }

    @discardableResult
    func run(_ arguments: String..., timeout: Duration = .seconds(240)) async throws -> Outcome {
        try await dextra.run(
            "\(Installation.binaries)/dextra", arguments, environment: environment, timeout: timeout)
    }

    var environment: [String: String] { ["DOCKER_HOST": daemon.address.description] }

    /// An application with a Dockerfile of its own.
    ///
    /// - more: lines of its dextra.yaml.
    @discardableResult
    func write(_ name: String, version: String, extra: String = "", yaml more: String = "", steps: String = "") throws
        -> String
    {
        let folder = try dextra.writeApp(name, version: version, extra: extra)
        try dextra.write("name: \(name)\nplatform: docker\nport: 8080\n\(more)", to: "\(name)/dextra.yaml")
        try dextra.write(
            """
            FROM \(Self.python)
            ENV HOME=/data
            \(steps)
            COPY app.py /app/app.py
            CMD ["python3", "/app/app.py"]

            """, to: "\(name)/Dockerfile")
        return folder
    }

    /// The names of a project's containers that run.
    func running(of project: String) async throws -> [String] {
        try await engine.containers().filter { $0.status == .running && $0.name.contains("-\(project)-") }.map(\.name)
    }

    /// The names of a project's containers, running or not.
    func containers(of project: String) async throws -> [String] {
        try await engine.containers().map(\.name).filter { $0.contains("-\(project)-") }.sorted()
    }
}
