// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import HTTP
import HTTPKit
import Model
import Primitives
import Synchronization
import Testing
import Wire

/// `dextra doctor` about a server's own address, certificate and health.
@Suite struct ServingChecksTests {
    private struct Report: Decodable { let findings: [Finding] }

    private func findings(
        _ environment: [String: String] = [:], _ script: (inout Router) -> Void = { _ in }
    ) async throws -> [String: [Finding]] {
        let output = Mutex("")
        try await CommandHarness.with(script) { harness in
            _ = await harness.run(
                ["doctor", "--json"], environment: environment.merging(["PATH": "/usr/bin:/bin"]) { $1 })
            output.withLock { $0 = harness.lines.last ?? "" }
        }
        let report = try JSONText.decode(Report.self, from: output.withLock { $0 })
        return Dictionary(grouping: report.findings, by: \.name)
    }

    @Test(arguments: [
        (TestCertificates.Kind.local, TestCertificates.Kind.local, Finding.Status.warn, "valid until"),
        (.expired, .expired, .missing, "browsers refuse it"),
        (.site, .other, .missing, "does not belong to the certificate"),
    ]) func certificatesAreHeldAgainstTheirKeyAndTheCalendar(
        chain: TestCertificates.Kind, key: TestCertificates.Kind, status: Finding.Status, words: String
    ) async throws {
        let made = try await TestCertificates.shared()
        let found = try await findings([
            "DEXTRA_TLS_CERTIFICATE": made.files(chain).chain, "DEXTRA_TLS_KEY": made.files(key).key,
        ])
        let certificate = try #require(found["certificate"]?.first)
        #expect(certificate.status == status)
        #expect(certificate.detail.contains(words), "\(certificate.detail)")
    }

    @Test func whatTheServerFindsOfItselfIsShown() async throws {
        let readiness = Readiness(
            status: .notReady,
            checks: [
                .init(name: "store", status: .ok, durationMilliseconds: 1),
                .init(name: "disk", status: .failed, detail: "3 MB free", durationMilliseconds: 0),
            ])
        let found = try await findings { router in
            router.get("/health/ready") { exchange in
                try await exchange.respond(json: readiness, status: .serviceUnavailable)
            }
        }
        #expect(found["health"]?.map(\.detail) == ["disk: 3 MB free"])
        #expect(found["health"]?.map(\.status) == [.warn])
        #expect(found["server"]?.first?.detail.contains("pid 1") == true)
    }

    /// However it was told of it: by options, a unit, or an environment that is not this command's.
    @Test(arguments: [Readiness.Check.Status.ok, .warning])
    func theCertificateIsTheOneThatTheServerShows(status: Readiness.Check.Status) async throws {
        let made = try await TestCertificates.shared()
        let readiness = Readiness(
            status: .ready,
            checks: [
                .init(name: "certificate", status: status, detail: "valid until then", durationMilliseconds: 0)
            ])
        let environment = [
            "DEXTRA_TLS_CERTIFICATE": made.files(.expired).chain, "DEXTRA_TLS_KEY": made.files(.expired).key,
        ]
        let found = try await findings(environment) { router in
            router.get("/health/ready") { exchange in try await exchange.respond(json: readiness) }
        }
        #expect(found["certificate"]?.map(\.detail) == ["the server's is valid until then"])
        #expect(found["certificate"]?.map(\.status) == [status == .ok ? .ok : .warn])
        // Said once.
        #expect(found["health"]?.map(\.status) == [.ok])
    }

    @Test func aServerOfBeforeHasNoHealthToShow() async throws {
        let found = try await findings()
        #expect(found["health"] == nil && found["certificate"] == nil && found["address"] == nil)
    }
}
