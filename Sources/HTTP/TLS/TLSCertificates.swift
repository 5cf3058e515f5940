// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives
import Synchronization

/// What a server's certificate says of itself.
package struct TLSCertificateFacts: Sendable, Hashable {
    /// The file it was read from.
    package let path: String
    /// The DNS names it is for, in lower case; `*.` stands for one label.
    package let names: [String]
    package let notBefore: Timestamp
    package let notAfter: Timestamp

    /// So long before its end a certificate should have been renewed.
    package static let renewal = Duration.seconds(14 * 86_400)

    package func isValid(at time: Timestamp) -> Bool { notBefore <= time && time <= notAfter }
}

/// The certificates a TLS listener shows, which can be read again while it serves.
///
/// A client gets the certificate that has the name it asks for, the first one otherwise. Connections keep what they
/// began with.
package final class TLSCertificates: Sendable {
    private let files: [TLSCertificateFiles]
    private let time: TimeSource
    private let current: Mutex<TLSIdentities>

    /// Throws `certificate_invalid`, `key_exposed`, `not_found`, `permission_denied` or `invalid_argument`.
    ///
    /// A certificate that has run out is used, with a warning: a server that would not even start helps nobody.
    package init(_ files: [TLSCertificateFiles], time: TimeSource = .system, logger: Logger = .silent) throws {
        self.files = files
        self.time = time
        let identities = try TLSIdentities(files)
        current = Mutex(identities)
        for facts in identities.all.map(\.facts) where !facts.isValid(at: time.now()) {
            logger.warning(
                "a certificate is not valid now", ("path", facts.path),
                ("from", "\(facts.notBefore)"), ("until", "\(facts.notAfter)"))
        }
    }

    /// Reads all files again and, when every one is sound and valid now, serves them from the next handshake on.
    ///
    /// Throws what `init` throws, or `certificate_expired`, and then goes on with what it had.
    package func reload() throws {
        let identities = try TLSIdentities(files)
        for facts in identities.all.map(\.facts) where !facts.isValid(at: time.now()) {
            throw Failure(
                .certificateExpired,
                "the certificate \(facts.path) is valid from \(facts.notBefore) until \(facts.notAfter)",
                hint: "renew it; the one before is still served")
        }
        current.withLock { $0 = identities }
    }

    /// Every file that ``reload()`` reads.
    package var paths: [String] { files.flatMap { [$0.chain, $0.key] } }

    /// What is served now, in the order of the files.
    package var facts: [TLSCertificateFacts] { identities.all.map(\.facts) }

    var identities: TLSIdentities { current.withLock { $0 } }
}

extension TLSCertificates: Hashable {
    package static func == (left: TLSCertificates, right: TLSCertificates) -> Bool { left === right }
    package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
