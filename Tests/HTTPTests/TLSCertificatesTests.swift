// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import HTTP
import HTTPKit
import Primitives
import Synchronization
import TestKit
import Testing

@Suite struct TLSCertificatesTests {
    /// A copy of a certificate and its key that a test may change.
    struct Place {
        let directory: String
        let made: TestCertificates
        var files: TLSCertificateFiles {
            TLSCertificateFiles(chain: directory + "/chain.pem", key: directory + "/key.pem")
        }

        func put(_ kind: TestCertificates.Kind) throws {
            try put(chain: kind)
            try put(key: kind)
        }

        func put(chain kind: TestCertificates.Kind) throws { try copy(made.files(kind).chain, files.chain, 0o644) }
        func put(key kind: TestCertificates.Kind) throws { try copy(made.files(kind).key, files.key, 0o600) }

        private func copy(_ source: String, _ target: String, _ mode: mode_t) throws {
            unlink(target)
            try FileManager.default.copyItem(atPath: source, toPath: target)
            chmod(target, mode)
        }
    }

    private func withPlace(_ body: (Place) async throws -> Void) async throws {
        let made = try await TestCertificates.shared()
        try await TemporaryDirectory.with { try await body(Place(directory: $0, made: made)) }
    }

    private func code(_ body: () throws -> Void) -> FailureCode? {
        do { try body() } catch { return (error as? Failure)?.code }
        return nil
    }

    @Test func saysWhatItServes() async throws {
        let facts = try TLSCertificates([try await TestCertificates.shared().files(.site)]).facts[0]
        #expect(facts.names == ["site.test", "*.wild.test"])
        #expect(facts.isValid(at: TimeSource.system.now()))
        #expect(!facts.isValid(at: Timestamp(millisecondsSinceEpoch: 0)))
    }

    @Test func unsoundFilesAreRefused() async throws {
        try await withPlace { place in
            #expect(code { _ = try TLSCertificates([]) } == .invalidArgument)
            #expect(code { _ = try TLSCertificates([place.files]) } == .notFound)
            try place.put(.local)
            #expect(code { _ = try TLSCertificates([place.files]) } == nil)
            try place.put(key: .site)
            #expect(code { _ = try TLSCertificates([place.files]) } == .certificateInvalid)
            try place.put(.local)
            chmod(place.files.key, 0o640)
            #expect(code { _ = try TLSCertificates([place.files]) } == nil)
            chmod(place.files.key, 0o644)
            #expect(code { _ = try TLSCertificates([place.files]) } == .keyExposed)
            chmod(place.files.key, 0o600)
            truncate(place.files.chain, 100)
            #expect(code { _ = try TLSCertificates([place.files]) } == .certificateInvalid)
            try place.put(.local)
            truncate(place.files.key, 20)
            #expect(code { _ = try TLSCertificates([place.files]) } == .certificateInvalid)
            let folder = TLSCertificateFiles(chain: place.directory, key: place.directory)
            #expect(code { _ = try TLSCertificates([folder]) } == .certificateInvalid)
        }
    }

    @Test func aCertificateThatHasRunOutIsServedWithAWarning() async throws {
        let log = Records()
        let files = try await TestCertificates.shared().files(.expired)
        _ = try TLSCertificates([files], logger: Logger(label: "tls", sink: log))
        #expect(log.all.count == 1)
        #expect(log.all.first?.fields.contains { $0.key == "until" } == true)
        #expect(log.all.first?.level == .warning)
    }

    @Test func aBrokenReloadKeepsWhatWasServed() async throws {
        try await withPlace { place in
            try place.put(.local)
            let certificates = try TLSCertificates([place.files])
            let before = certificates.facts
            try place.put(key: .site)
            #expect(code { try certificates.reload() } == .certificateInvalid)
            try place.put(.expired)
            #expect(code { try certificates.reload() } == .certificateExpired)
            unlink(place.files.chain)
            #expect(code { try certificates.reload() } == .notFound)
            #expect(certificates.facts == before)
            try place.put(.site)
            try certificates.reload()
            #expect(certificates.facts[0].names == ["site.test", "*.wild.test"])
        }
    }

    @Test func noRequestFailsWhileCertificatesAreReloaded() async throws {
        try await withPlace { place in
            try place.put(.local)
            let certificates = try TLSCertificates([place.files])
            try await LiveServer.tls(certificates: certificates) { exchange in
                try await exchange.respond(.text("ok"))
            } _: { endpoint in
                let isOver = Once<Bool>()
                try await withThrowingTaskGroup(of: Int.self) { group in
                    for _ in 0..<4 {
                        group.addTask {
                            // One that keeps its connection, and new ones.
                            let kept = try await HTTPClient.trusting()
                            var count = 0
                            while await isOver.value == nil {
                                for client in [kept, try await HTTPClient.trusting()] {
                                    let answer = try await client.request(to: endpoint, HTTPClientRequest(.get, "/"))
                                    #expect(try await answer.collect() == Array("ok".utf8))
                                    count += 1
                                }
                            }
                            return count
                        }
                    }
                    for _ in 0..<50 {
                        try certificates.reload()
                        try await Task.sleep(for: .milliseconds(5))
                    }
                    // The connections that are kept go on; new ones get the new certificate.
                    let old = try RawConnection(endpoint)
                    try await old.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                    _ = try await old.receive { $0.hasSuffix("ok") }
                    await isOver.set(true)
                    for try await count in group { #expect(count > 0) }
                    try place.put(.site)
                    try certificates.reload()
                    try await old.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    #expect(try await old.receiveAll().hasSuffix("ok"))
                    #expect(old.tls?.peerName == "local")
                    let new = try RawConnection(endpoint)
                    try await new.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    _ = try await new.receiveAll()
                    #expect(new.tls?.peerName == "site")
                }
            }
        }
    }

    /// What a logger was given.
    final class Records: LogSink {
        private let records = Mutex<[LogRecord]>([])
        func write(_ record: LogRecord) { records.withLock { $0.append(record) } }
        var all: [LogRecord] { records.withLock { $0 } }
    }
}
