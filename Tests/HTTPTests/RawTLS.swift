// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import COpenSSL
import Glibc
import Synchronization

/// OpenSSL on a socket of a test, believing everybody.
// Unchecked: OpenSSL's connection is only touched under the lock.
final class RawTLS: @unchecked Sendable {
    private let lock = Mutex(())
    private let connection: OpaquePointer?

    struct Options {
        var serverName: String?
        var newest = TLS1_3_VERSION
        var protocols: [UInt8] = []
    }

    init(_ descriptor: Int32, _ options: Options) {
        // OpenSSL writes to sockets without MSG_NOSIGNAL.
        signal(SIGPIPE, SIG_IGN)
        let context = SSL_CTX_new(TLS_client_method())
        defer { SSL_CTX_free(context) }
        // Versions before 1.2 have no ciphers at higher levels.
        if options.newest < TLS1_2_VERSION { SSL_CTX_set_security_level(context, 0) }
        connection = SSL_new(context)
        SSL_ctrl(connection, SSL_CTRL_SET_MIN_PROTO_VERSION, Int(TLS1_VERSION), nil)
        SSL_ctrl(connection, SSL_CTRL_SET_MAX_PROTO_VERSION, Int(options.newest), nil)
        if let name = options.serverName { _ = dx_tls_ask_for(connection, name) }
        SSL_set_alpn_protos(connection, options.protocols, UInt32(options.protocols.count))
        SSL_set_fd(connection, descriptor)
        SSL_set_connect_state(connection)
        // Repeated writes may come from another copy of the bytes.
        SSL_ctrl(
            connection, SSL_CTRL_MODE, Int(SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_ENABLE_PARTIAL_WRITE), nil)
    }

    deinit { SSL_free(connection) }

    /// Bytes taken, all of them when the connection is gone; nil to try again.
    func send(_ bytes: ArraySlice<UInt8>) -> Int? {
        lock.withLock { _ in
            var sent = 0
            ERR_clear_error()
            let outcome = bytes.withUnsafeBytes { SSL_write_ex(connection, $0.baseAddress, $0.count, &sent) }
            if outcome == 1 { return sent }
            return waits(outcome) ? nil : bytes.count
        }
    }

    /// The next bytes, nil inside for the end or a fault; nil to try again.
    func receive() -> [UInt8]?? {
        lock.withLock { _ in
            var buffer = [UInt8](repeating: 0, count: 65_536)
            var received = 0
            ERR_clear_error()
            let outcome = SSL_read_ex(connection, &buffer, buffer.count, &received)
            if outcome == 1 { return .some(Array(buffer[..<received])) }
            return waits(outcome) ? Optional<[UInt8]?>.none : .some(nil)
        }
    }

    func finish() { lock.withLock { _ in _ = SSL_shutdown(connection) } }

    /// Asks the peer for new keys, and takes new ones itself (RFC 8446 §4.6.3), with the next bytes sent.
    func renewKeys() { lock.withLock { _ in _ = SSL_key_update(connection, SSL_KEY_UPDATE_REQUESTED) } }

    /// The common name of the peer's certificate.
    var peerName: String? {
        lock.withLock { _ in
            guard let certificate = SSL_get1_peer_certificate(connection) else { return nil }
            defer { X509_free(certificate) }
            var name = [CChar](repeating: 0, count: 64)
            X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, &name, 64)
            return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }

    /// The protocol agreed on (ALPN); empty for none.
    var protocolName: String {
        lock.withLock { _ in
            var start: UnsafePointer<UInt8>?
            var length: UInt32 = 0
            SSL_get0_alpn_selected(connection, &start, &length)
            return String(decoding: UnsafeBufferPointer(start: start, count: Int(length)), as: UTF8.self)
        }
    }

    /// The peer has said goodbye (close_notify).
    var hasGoodbye: Bool { lock.withLock { _ in SSL_get_shutdown(connection) & SSL_RECEIVED_SHUTDOWN != 0 } }

    private func waits(_ outcome: Int32) -> Bool {
        switch SSL_get_error(connection, outcome) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: true
        case SSL_ERROR_SYSCALL: errno == ENOTCONN || errno == EAGAIN
        default: false
        }
    }
}
