// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import FoundationEssentials
import HTTP
import HTTPKit
import Primitives
import TestKit
import Testing

/// Real engines that listen with --tlsverify. Serial: each test has an engine of its own.
@Suite(.enabled(if: DockerDaemon.canRun, "\(DockerDaemon.requirement)"), .timeLimit(.minutes(2)), .serialized)
struct EngineTLSTestsSerial {
    typealias Kind = TestCertificates.Kind

    /// Calls the body with the address of an engine that shows this certificate, as DOCKER_HOST has it.
    private static func with(
        _ server: Kind, _ body: (DockerDaemon, String, String) async throws -> Void
    ) async throws {
        let certificates = try await TestCertificates.shared()
        let files = certificates.files(server)
        let port = try LocalRegistry.freePort()
        let daemon = try await DockerDaemon.start(options: [
            "--host=tcp://127.0.0.1:\(port)", "--tlsverify", "--tlscacert=\(certificates.authority)",
            "--tlscert=\(files.chain)", "--tlskey=\(files.key)",
        ])
        defer { daemon.discard() }
        try await TemporaryDirectory.with { folder in try await body(daemon, "tcp://127.0.0.1:\(port)", folder) }
    }

    /// Puts a client's certificates where the docker command line has them.
    private static func write(showing client: Kind?, authority: Kind? = nil, to folder: String) async throws {
        let certificates = try await TestCertificates.shared()
        let files = FileManager.default
        try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let trusted = authority.map { certificates.files($0).chain } ?? certificates.authority
        try files.copyItem(atPath: trusted, toPath: folder + "/ca.pem")
        guard let shown = client.map({ certificates.files($0) }) else { return }
        try files.copyItem(atPath: shown.chain, toPath: folder + "/cert.pem")
        try files.copyItem(atPath: shown.key, toPath: folder + "/key.pem")
    }

    @Test func everythingWorksOverTLS() async throws {
        try await Self.with(.local) { daemon, host, folder in
            try await Self.write(showing: .client, to: folder + "/shown")
            let environment = [
                "DOCKER_HOST": host, "DOCKER_TLS_VERIFY": "1", "DOCKER_CERT_PATH": folder + "/shown",
                "PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "HOME": folder,
            ]
            let engine = try await DockerEngine.connect(environment: environment)
            #expect(engine.address.description == host)
            try await BaseImage.prepare(in: daemon, engine)
            var spec = ContainerSpec(image: BaseImage.name)
            spec.command = ["/bin/sh", "-c", "echo up; while true; do sleep 0.1; done"]
            spec.network = .none
            spec.stopTimeout = .seconds(1)
            let id = try await engine.create(spec)
            try await engine.start(id)
            // A connection that becomes the program's own.
            let said = try await engine.collect(ExecCommand(["/bin/cat"], input: Array("through TLS".utf8)), in: id)
            #expect(said.exitCode == 0 && String(decoding: said.output, as: UTF8.self) == "through TLS")
            try await engine.remove(id, force: true)

            // By both builders, one of which is a program that gets the certificates from us.
            for builder in [ImageBuild.Builder.classic, .buildKit] {
                try TestFolder.write("FROM \(BaseImage.name)\nLABEL by=\(builder)\n", to: folder + "/app/Dockerfile")
                var build = ImageBuild(tags: ["over-tls-\(builder)".lowercased()])
                build.builder = builder
                let image = try await engine.build(build, context: BuildContext(folder: folder + "/app"))
                #expect(try await engine.image(build.tags[0]).id == image)
            }

            // The command line's own folder, without DOCKER_CERT_PATH.
            try await Self.write(showing: .client, to: folder + "/.docker")
            _ = try await DockerEngine.connect(environment: [
                "DOCKER_HOST": host, "DOCKER_TLS_VERIFY": "1", "HOME": folder,
            ])
        }
    }

    @Test func refusalsHaveCodes() async throws {
        try await Self.with(.local) { _, host, folder in
            func connect(_ name: String, verifies: Bool = true) async throws {
                var environment = ["DOCKER_HOST": host, "DOCKER_CERT_PATH": "\(folder)/\(name)", "HOME": folder]
                if verifies { environment["DOCKER_TLS_VERIFY"] = "1" }
                _ = try await DockerEngine.connect(environment: environment)
            }
            try await Self.write(showing: .client, authority: .lonely, to: folder + "/foreign")
            let foreign = await expectFailure(.certificateUntrusted) { try await connect("foreign") }
            #expect(foreign?.hint?.contains("\(folder)/foreign/ca.pem") == true)

            // Nothing there: only the system's authorities are trusted.
            await expectFailure(.certificateUntrusted) { try await connect("nowhere") }

            try await Self.write(showing: nil, to: folder + "/silent")
            let silent = await expectFailure(.engineCertificateRefused) { try await connect("silent") }
            #expect(silent?.hint?.contains("\(folder)/silent") == true)

            for kind in [Kind.expired, .lonely] {
                try await Self.write(showing: kind, to: "\(folder)/\(kind)")
                await expectFailure(.engineCertificateRefused) { try await connect("\(kind)") }
            }

            try TestFolder.write("no certificate", to: folder + "/broken/ca.pem")
            await expectFailure(.certificateInvalid) { try await connect("broken") }

            let plain = await expectFailure(.engineUnsupported) { try await connect("silent", verifies: false) }
            #expect(plain?.hint?.contains("DOCKER_TLS_VERIFY") == true)
        }
    }

    @Test func anExpiredEngineIsRefused() async throws {
        try await Self.with(.expired) { _, host, folder in
            try await Self.write(showing: .client, to: folder)
            let environment = ["DOCKER_HOST": host, "DOCKER_TLS_VERIFY": "1", "DOCKER_CERT_PATH": folder]
            await expectFailure(.certificateExpired) { _ = try await DockerEngine.connect(environment: environment) }
        }
    }

    @Test func findsTheEngineOfAContext() async throws {
        try await Self.with(.local) { _, host, folder in
            try await Self.write(showing: .client, to: folder + "/shown")
            let configured = folder + "/config"
            let place =
                "host=\(host),ca=\(folder)/shown/ca.pem,cert=\(folder)/shown/cert.pem,key=\(folder)/shown/key.pem"
            try await DockerCommand.run(["context", "create", "far", "--docker", place], configuration: configured)
            let engine = try await DockerEngine.connect(
                environment: ["DOCKER_CONFIG": configured, "DOCKER_CONTEXT": "far"])
            #expect(engine.address.description == host)
            try await DockerCommand.run(["context", "use", "far"], configuration: configured)
            #expect(
                try await DockerEngine.connect(environment: ["DOCKER_CONFIG": configured]).address == engine.address)
        }
    }
}
