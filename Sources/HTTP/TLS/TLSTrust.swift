// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import COpenSSL
import Glibc
import Primitives

/// Whom a client believes, and what it shows of itself.
package final class TLSTrust: Sendable {
    /// The system's authorities, read when first asked for.
    static let system = Result { try TLSTrust() }

    let context: TLSContext
    /// The only certificate that is believed, whoever signed it, whatever its names and its dates.
    let pinned: CertificateFingerprint?

    /// Believes in one certificate and nothing else.
    package init(only pinned: CertificateFingerprint) throws {
        context = try TLSContext(.client)
        self.pinned = pinned
    }

    /// - authorities: a PEM file of authorities to trust beside, or instead of, the system's.
    /// - usesSystem: whether to trust the system's store (on Debian /etc/ssl/certs, looked up as needed).
    /// - certificate: shown to servers that ask for one.
    ///
    /// Throws `certificate_invalid`, `key_exposed` or the system's reason.
    package init(
        authorities: String? = nil, usesSystem: Bool = true, certificate: TLSCertificateFiles? = nil
    ) throws {
        context = try TLSContext(.client)
        pinned = nil
        if usesSystem { SSL_CTX_set_default_verify_paths(context.pointer) }
        if let authorities {
            guard access(authorities, R_OK) == 0 else { throw Failure.system(errno, "can't read \(authorities)") }
            guard SSL_CTX_load_verify_file(context.pointer, authorities) == 1 else {
                throw Failure(
                    .certificateInvalid,
                    "\(authorities) has no authorities: \(TLSFault.queuedWords() ?? "it is empty")")
            }
        }
        if let certificate { _ = try context.use(certificate) }
    }

    /// Tells a connection whom to ask for, and to accept nobody else.
    func expect(_ host: String, of connection: OpaquePointer) throws {
        // Numeric hosts are not asked for by name (RFC 6066 §3), but a certificate has to have them.
        let isNumeric = SocketAddress(numericHost: host, port: 0) != nil
        let isSet =
            isNumeric
            ? X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(connection), host) == 1
            : SSL_set1_host(connection, host) == 1 && dx_tls_ask_for(connection, host) == 1
        guard isSet else {
            ERR_clear_error()
            throw Failure(.invalidArgument, "\(host) can't be the name of a TLS server")
        }
    }
}
