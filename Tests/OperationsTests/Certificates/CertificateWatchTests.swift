// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import HTTP
import HTTPKit
import Operations
import Primitives
import TestKit
import Testing

/// Real files, as a renewal would leave them.
@Suite struct CertificateWatchTests {
    private func replace(_ name: String, in directory: String, by path: String) throws {
        try Data(contentsOf: URL(filePath: path)).write(to: URL(filePath: "\(directory)/\(name).new"))
        chmod("\(directory)/\(name).new", 0o600)
        rename("\(directory)/\(name).new", "\(directory)/\(name)")
    }

    private func with(
        _ body:
            @Sendable @escaping (
                _ certificates: TLSCertificates, _ watch: CertificateWatch, _ directory: String, _ time: ManualTime
            ) async throws -> Void
    ) async throws {
        let made = try await TestCertificates.shared()
        try await TemporaryDirectory.with { directory in
            try replace("cert.pem", in: directory, by: made.files(.local).chain)
            try replace("key.pem", in: directory, by: made.files(.local).key)
            let time = ManualTime(start: TimeSource.system.now())
            let certificates = try TLSCertificates(
                [TLSCertificateFiles(chain: directory + "/cert.pem", key: directory + "/key.pem")], time: time.source)
            let watch = CertificateWatch(certificates, time: time.source, logger: .silent)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await watch.run() }
                await time.waitForSleepers()
                try await body(certificates, watch, directory, time)
                group.cancelAll()
                do { try await group.waitForAll() } catch is CancellationError {}
            }
        }
    }

    @Test func aRenewedCertificateIsServedWithoutARestart() async throws {
        let made = try await TestCertificates.shared()
        try await with { certificates, _, directory, time in
            #expect(certificates.facts[0].names == ["localhost"])
            // The key comes later than the certificate: until then the pair that fits is kept.
            try self.replace("cert.pem", in: directory, by: made.files(.site).chain)
            time.advance(by: CertificateWatch.pause)
            await time.waitForSleepers()
            #expect(certificates.facts[0].names == ["localhost"])
            try self.replace("key.pem", in: directory, by: made.files(.site).key)
            time.advance(by: CertificateWatch.pause)
            await time.waitForSleepers()
            #expect(certificates.facts[0].names == ["site.test", "*.wild.test"])
        }
    }

    @Test func aHangUpReadsAtOnce() async throws {
        let made = try await TestCertificates.shared()
        try await with { certificates, watch, directory, _ in
            try self.replace("cert.pem", in: directory, by: made.files(.other).chain)
            try self.replace("key.pem", in: directory, by: made.files(.other).key)
            await watch.reload()
            #expect(certificates.facts[0].names == ["other.test"])
            unlink("\(directory)/cert.pem")
            await watch.reload()
            #expect(certificates.facts[0].names == ["other.test"])
        }
    }
}
