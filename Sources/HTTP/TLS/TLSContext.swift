// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import COpenSSL
import Primitives

/// What connections of one role and one certificate have in common: an SSL_CTX.
// Unchecked: configured by its maker before anybody else has it; OpenSSL locks what connections share of it.
final class TLSContext: @unchecked Sendable {
    enum Role {
        case server
        case client
    }

    /// ALPN's list of one: HTTP/1.1 (RFC 7301 §3.1, §6).
    static let protocols = [UInt8](arrayLiteral: 8) + Array("http/1.1".utf8)

    let pointer: OpaquePointer

    init(_ role: Role) throws {
        guard let made = SSL_CTX_new(role == .server ? TLS_server_method() : TLS_client_method()) else {
            throw Failure(.internalError, "OpenSSL has no context: \(TLSFault.queuedWords() ?? "no memory")")
        }
        pointer = made
        dx_tls_configure(pointer)
        switch role {
        case .server:
            SSL_CTX_set_alpn_select_cb(pointer, Self.selectProtocol, nil)
            dx_tls_on_server_name(pointer, Self.chooseIdentity)
        case .client:
            SSL_CTX_set_verify(pointer, SSL_VERIFY_PEER, nil)
            SSL_CTX_set_cert_verify_callback(pointer, Self.verifyPeer, nil)
            SSL_CTX_set_alpn_protos(pointer, Self.protocols, UInt32(Self.protocols.count))
        }
    }

    deinit { SSL_CTX_free(pointer) }

    /// Makes a certificate and its key the context's own; throws `certificate_invalid`.
    func use(_ files: TLSCertificateFiles) throws -> PEMCertificates {
        let certificates = try PEMCertificates(path: files.chain)
        let key = try PEMKey(path: files.key)
        guard X509_check_private_key(certificates.leaf, key.pointer) == 1 else {
            ERR_clear_error()
            throw Failure(
                .certificateInvalid, "the key \(files.key) does not belong to the certificate \(files.chain)",
                hint: "give the key that the certificate was requested with")
        }
        guard SSL_CTX_use_cert_and_key(pointer, certificates.leaf, key.pointer, certificates.chain, 1) == 1 else {
            throw Failure(
                .certificateInvalid,
                "the certificate \(files.chain) can't be used: \(TLSFault.queuedWords() ?? "no reason given")")
        }
        return certificates
    }

    // A client that offers protocols must get one of them or an alert; one that offers none speaks HTTP/1.1.
    private static let selectProtocol:
        @convention(c) (
            OpaquePointer?, UnsafeMutablePointer<UnsafePointer<UInt8>?>?, UnsafeMutablePointer<UInt8>?,
            UnsafePointer<UInt8>?, UInt32, UnsafeMutableRawPointer?
        ) -> Int32 = { _, chosen, chosenLength, offered, offeredLength, _ in
            guard let offered else { return SSL_TLSEXT_ERR_ALERT_FATAL }
            var position = 0
            while position < Int(offeredLength) {
                let length = Int(offered[position])
                let name = UnsafeBufferPointer(start: offered + position + 1, count: length)
                if name.elementsEqual("http/1.1".utf8) {
                    // Into the client's own list, which outlives the call.
                    chosen?.pointee = offered + position + 1
                    chosenLength?.pointee = UInt8(length)
                    return SSL_TLSEXT_ERR_OK
                }
                position += 1 + length
            }
            return SSL_TLSEXT_ERR_ALERT_FATAL
        }

    private static let verifyPeer: @convention(c) (OpaquePointer?, UnsafeMutableRawPointer?) -> Int32 = {
        verification, _ in
        guard let verification,
            let connection = X509_STORE_CTX_get_ex_data(verification, SSL_get_ex_data_X509_STORE_CTX_idx()),
            let engine = SSL_get_ex_data(OpaquePointer(connection), TLSEngine.exDataIndex)
        else { return 0 }
        return Unmanaged<TLSEngine>.fromOpaque(engine).takeUnretainedValue().verifies(verification) ? 1 : 0
    }

    private static let chooseIdentity:
        @convention(c) (OpaquePointer?, UnsafeMutablePointer<Int32>?, UnsafeMutableRawPointer?) -> Int32 = {
            connection, _, _ in
            guard let connection, let engine = SSL_get_ex_data(connection, TLSEngine.exDataIndex) else {
                return SSL_TLSEXT_ERR_NOACK
            }
            Unmanaged<TLSEngine>.fromOpaque(engine).takeUnretainedValue().chooseIdentity()
            return SSL_TLSEXT_ERR_OK
        }
}
