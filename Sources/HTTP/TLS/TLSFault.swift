// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import COpenSSL
import Primitives

/// Why TLS gave a connection up, in OpenSSL's own words.
struct TLSFault: Error, Equatable {
    enum Kind: Equatable {
        case certificateUntrusted
        case certificateExpired
        case nameMismatch
        /// It is not the one certificate that is believed.
        case notPinned
        /// The peer speaks HTTP without TLS.
        case plainHTTP
        case other
    }

    let kind: Kind
    let words: String
    /// Of the certificate that was refused.
    var fingerprint: CertificateFingerprint?

    /// From the thread's error queue, which it empties, and the connection's verification.
    init(of connection: OpaquePointer, verifies: Bool, fingerprint: CertificateFingerprint?) {
        let error = ERR_peek_error()
        let verification = Int32(truncatingIfNeeded: SSL_get_verify_result(connection))
        let queued = Self.queuedWords()
        guard verifies, verification != X509_V_OK else {
            kind = ERR_GET_REASON(error) == SSL_R_HTTP_REQUEST ? .plainHTTP : .other
            words = queued ?? "the peer ended the connection"
            return
        }
        self.fingerprint = fingerprint
        words = String(cString: X509_verify_cert_error_string(Int(verification)))
        kind =
            switch verification {
            case X509_V_ERR_CERT_HAS_EXPIRED, X509_V_ERR_CERT_NOT_YET_VALID: .certificateExpired
            case X509_V_ERR_APPLICATION_VERIFICATION: .notPinned
            case X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH: .nameMismatch
            default: .certificateUntrusted
            }
    }

    /// The reason of the oldest queued error, as OpenSSL words it; nil when there is none. Empties the queue.
    static func queuedWords() -> String? {
        defer { ERR_clear_error() }
        let error = ERR_peek_error()
        guard error != 0 else { return nil }
        return ERR_reason_error_string(error).map { String(cString: $0) } ?? "error \(String(error, radix: 16))"
    }

    /// What a client says of it.
    func failure(at endpoint: HTTPEndpoint) -> Failure {
        var metadata = [Failure.Metadatum("endpoint", endpoint.description), .init("reason", words)]
        if let fingerprint { metadata.append(.init("fingerprint", fingerprint.description)) }
        return switch kind {
        case .certificateUntrusted:
            Failure(
                .certificateUntrusted, "the certificate of \(endpoint) is not trusted: \(words)",
                hint: "add the authority that signed it to the trusted ones", metadata: metadata)
        case .certificateExpired:
            Failure(
                .certificateExpired, "the certificate of \(endpoint) is not valid now: \(words)",
                hint: "renew it, or check this machine's clock", metadata: metadata)
        case .nameMismatch:
            Failure(
                .certificateNameMismatch, "the certificate of \(endpoint) is for another name: \(words)",
                hint: "use a name that the certificate has", metadata: metadata)
        case .notPinned:
            Failure(
                .certificateChanged, "\(endpoint) shows another certificate than the one that is trusted",
                hint: "trust its new one if it was changed on purpose; else somebody may be in between",
                metadata: metadata)
        case .plainHTTP, .other:
            Failure(.tlsHandshakeFailed, "no secure connection to \(endpoint): \(words)", metadata: metadata)
        }
    }
}
