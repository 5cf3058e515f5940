// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import HTTP
package import Primitives

/// Has certificates read again when their files change, and when somebody asks.
package actor CertificateWatch {
    /// How often it looks: renewals are rare, and nobody waits for them.
    package static let pause = Duration.seconds(5)

    private let certificates: TLSCertificates
    private let time: TimeSource
    private let logger: Logger
    /// What is served was read from these.
    private var served: [FileMark]
    /// Files that could not be used were complained about.
    private var refused: [FileMark]?

    package init(_ certificates: TLSCertificates, time: TimeSource, logger: Logger) {
        self.certificates = certificates
        self.time = time
        self.logger = logger
        served = FileMark.look(at: certificates.paths)
    }

    /// Looks until its task is cancelled.
    package func run() async throws {
        while true {
            try await time.sleep(for: Self.pause)
            let marks = FileMark.look(at: certificates.paths)
            if marks != served { read(marks) }
        }
    }

    /// Reads the files now, changed or not.
    package func reload() {
        refused = nil
        read(FileMark.look(at: certificates.paths))
    }

    /// A certificate and its key are replaced one after the other, so files that don't fit are tried again.
    private func read(_ marks: [FileMark]) {
        do {
            try certificates.reload()
            (served, refused) = (marks, nil)
            for facts in certificates.facts {
                logger.info(
                    "a certificate was read again", ("path", facts.path), ("until", "\(facts.notAfter)"))
            }
        } catch {
            if refused != marks { logger.warning("certificates can't be read again: \(Failure.wrapping(error))") }
            refused = marks
        }
    }
}
