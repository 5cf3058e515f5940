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

/// A real registry with TLS.
@Suite(.enabled(if: LocalRegistry.canRun, "\(LocalRegistry.requirement)"), .timeLimit(.minutes(2)))
struct SecureRegistryTests {
    private static let absent = "team/shop"

    private static func trusted(showing kind: TestCertificates.Kind? = nil) async throws -> RegistryCertificates {
        let certificates = try await TestCertificates.shared()
        return RegistryCertificates(
            authorities: [certificates.authority], client: kind.map { certificates.files($0) })
    }

    private static func tls(_ kind: TestCertificates.Kind = .local) async throws -> LocalRegistry.TLS {
        LocalRegistry.TLS(files: try await TestCertificates.shared().files(kind))
    }

    @Test func readsTheFolderOfARegistry() async throws {
        try await TemporaryDirectory.with { folder in
            let certificates = try await TestCertificates.shared()
            try await LocalRegistry.with(tls: try await Self.tls()) { host in
                #expect(try RegistryCertificates.find(for: host, in: folder) == nil)
                let place = "\(folder)/\(host)"
                // One that has nothing to do with it and ends without a line feed, then the right one.
                let lonely = FileManager.default.contents(atPath: certificates.files(.lonely).chain) ?? Data()
                let text = String(decoding: lonely, as: UTF8.self).dropLast()
                try TestFolder.write(String(text), to: place + "/a.crt")
                try FileManager.default.copyItem(atPath: certificates.authority, toPath: place + "/b.crt")
                let found = try #require(try RegistryCertificates.find(for: host, in: folder))
                #expect(found == RegistryCertificates(authorities: [place + "/a.crt", place + "/b.crt"]))
                #expect(try await RegistryClient(host, certificates: found).tags(of: Self.absent) == [])

                try TestFolder.write("x", to: place + "/client.cert")
                await expectFailure(.certificateInvalid) { _ = try RegistryCertificates.find(for: host, in: folder) }
                try TestFolder.write("x", to: place + "/client.key")
                let files = TLSCertificateFiles(chain: place + "/client.cert", key: place + "/client.key")
                #expect(try RegistryCertificates.find(for: host, in: folder)?.client == files)
            }
        }
    }

    @Test func believesNobodyElse() async throws {
        try await LocalRegistry.with(tls: try await Self.tls()) { host in
            let failure = await expectFailure(.certificateUntrusted) {
                let none = RegistryCertificates(authorities: [])
                _ = try await RegistryClient(host, certificates: none).tags(of: Self.absent)
            }
            #expect(failure?.hint?.contains("/etc/docker/certs.d/\(host)/ca.crt") == true)
            // Without TLS it says that it has TLS.
            await expectFailure(.registryRefused) { _ = try await RegistryClient(host).tags(of: Self.absent) }
        }
        let trusted = try await Self.trusted()
        let bad = [(TestCertificates.Kind.expired, FailureCode.certificateExpired), (.other, .certificateNameMismatch)]
        for (kind, code) in bad {
            try await LocalRegistry.with(tls: try await Self.tls(kind)) { host in
                let registry = try RegistryClient(host, certificates: trusted)
                await expectFailure(code) { _ = try await registry.tags(of: Self.absent) }
            }
        }
        await expectFailure(.certificateInvalid) {
            _ = try RegistryClient("r.test", certificates: RegistryCertificates(authorities: ["/none"]))
        }
    }

    @Test func onlyThisMachineAndWhoIsNamedMayBePlain() async throws {
        let trusted = try await Self.trusted()
        try await LocalRegistry.with { host in
            #expect(try await RegistryClient(host).tags(of: Self.absent) == [])
            // The same by an address that is not known as this machine's.
            let elsewhere = host.replacing("127.0.0.1", with: "0.0.0.0")
            #expect(try await RegistryClient(elsewhere, insecure: [elsewhere]).tags(of: Self.absent) == [])
            for registry in [
                try RegistryClient(elsewhere), try RegistryClient(elsewhere, insecure: ["0.0.0.0"]),
                try RegistryClient(host, certificates: trusted),
            ] { await expectFailure(.registryUnavailable) { _ = try await registry.tags(of: Self.absent) } }
        }
    }

    @Test func showsACertificate() async throws {
        var tls = try await Self.tls()
        tls.clientAuthority = try await TestCertificates.shared().authority
        try await LocalRegistry.with(tls: tls) { host in
            let shown = try await Self.trusted(showing: .client)
            #expect(try await RegistryClient(host, certificates: shown).tags(of: Self.absent) == [])
            let silent = try await Self.trusted()
            await expectFailure(.registryUnavailable) {
                _ = try await RegistryClient(host, certificates: silent).tags(of: Self.absent)
            }
        }
    }

    @Test func logsInWithAPassword() async throws {
        try await LocalRegistry.with(.password, tls: try await Self.tls()) { host in
            let trusted = try await Self.trusted()
            await expectFailure(.registryUnauthorized) {
                _ = try await RegistryClient(host, certificates: trusted).tags(of: Self.absent)
            }
            let login = Self.login(host, LocalRegistry.password)
            #expect(try await RegistryClient(host, login: login, certificates: trusted).tags(of: Self.absent) == [])
        }
    }

    private static func login(_ host: String, _ password: String) -> RegistryLogin {
        RegistryLogin(registry: host, secret: .password(username: LocalRegistry.username, Redacted(password)))
    }

    /// A real engine pushes with a token, and the registry checks ours as it does the engine's.
    @Test(.enabled(if: DockerDaemon.canRun, "\(DockerDaemon.requirement)")) func logsInWithTokens() async throws {
        try await EngineFixture.with { test in
            let trusted = try await Self.trusted()
            let tls = try await Self.tls()
            try await TokenServiceDouble.with(in: test.folder) { service in
                try await LocalRegistry.with(.token(service), tls: tls) { host in
                    let image = try ImageReference("\(host)/\(Self.absent):1")
                    try await test.engine.tag(BaseImage.name, as: image)
                    await expectFailure(.registryUnauthorized) { _ = try await test.engine.push(image) }
                    let login = Self.login(host, LocalRegistry.password)
                    let digest = try await test.engine.push(image, login: login)

                    let refresh = RegistryLogin(
                        registry: host, secret: .identityToken(Redacted(TokenServiceDouble.refreshToken)))
                    for known in [login, refresh] {
                        let registry = try RegistryClient(host, login: known, certificates: trusted)
                        #expect(try await registry.digest(of: image) == digest)
                        #expect(try await registry.tags(of: Self.absent) == ["1"])
                    }
                    for unknown in [nil, Self.login(host, "no")] {
                        let registry = try RegistryClient(host, login: unknown, certificates: trusted)
                        await expectFailure(.registryUnauthorized) { _ = try await registry.digest(of: image) }
                    }
                }
            }
        }
    }
}
