// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import COpenSSL

/// TLS of one connection as a transformation of bytes: it never touches the socket, so it never blocks.
///
/// What came from the peer goes into ``open(_:into:)``; what shall go to the peer is collected in the output, to be taken
/// after every call. While nothing is under way it holds no buffers.
// Unchecked: made by one task, then confined to the loop of the stream that owns it.
final class TLSEngine: @unchecked Sendable {
    /// The slot for application data.
    static let exDataIndex: Int32 = 0
    /// The most plaintext of one record (RFC 8446 §5.1).
    static let recordBytes = 16 << 10

    private let connection: OpaquePointer
    /// Keeps the certificates alive from which a handshake chooses; nil for clients.
    private let identities: TLSIdentities?
    /// Whom a client believes; nil for servers.
    private let trust: TLSTrust?
    /// Of the certificate that the server has shown.
    private var peerFingerprint: CertificateFingerprint?
    // Borrowed for the length of a call of `open`.
    private var input = UnsafeRawBufferPointer(start: nil, count: 0)
    private var output: [UInt8] = []
    private(set) var isEstablished = false
    /// The peer has said that it will send nothing more (close_notify).
    private(set) var peerHasFinished = false
    private var hasFinished = false

    /// For a server with these certificates.
    convenience init(server identities: TLSIdentities) throws {
        try self.init(identities.standard.context, identities: identities, trust: nil)
        SSL_set_accept_state(connection)
    }

    /// For a client that wants this host, a name or a numeric address.
    convenience init(client trust: TLSTrust, host: String) throws {
        try self.init(trust.context, identities: nil, trust: trust)
        SSL_set_connect_state(connection)
        try trust.expect(host, of: connection)
    }

    private init(_ context: TLSContext, identities: TLSIdentities?, trust: TLSTrust?) throws {
        guard let made = SSL_new(context.pointer), let wire = BIO_new(TLSWire.method) else {
            throw TLSWire.exhausted()
        }
        connection = made
        self.identities = identities
        self.trust = trust
        let identity = Unmanaged.passUnretained(self).toOpaque()
        BIO_set_data(wire, identity)
        BIO_set_init(wire, 1)
        SSL_set_bio(connection, wire, wire)
        SSL_set_ex_data(connection, Self.exDataIndex, identity)
    }

    deinit { SSL_free(connection) }

    // MARK: From the peer

    /// Takes ciphertext, all of it, and gives the plaintext there is; goes on with the handshake before that.
    ///
    /// `plain` must have room for the ciphertext and two records more.
    func open(_ ciphertext: UnsafeRawBufferPointer, into plain: UnsafeMutableRawBufferPointer) throws(TLSFault) -> Int {
        input = ciphertext
        defer { input = UnsafeRawBufferPointer(start: nil, count: 0) }
        if !isEstablished {
            ERR_clear_error()
            guard try outcome(of: SSL_do_handshake(connection)) else { return 0 }
            isEstablished = true
        }
        var count = 0
        while !peerHasFinished {
            let room = UnsafeMutableRawBufferPointer(rebasing: plain[count...])
            precondition(room.count >= Self.recordBytes, "the buffer for plaintext is too small")
            var read = 0
            ERR_clear_error()
            let result = SSL_read_ex(connection, room.baseAddress, room.count, &read)
            count += read
            guard try outcome(of: result) else { break }
        }
        return count
    }

    /// True when the call succeeded, false when it needs more from the peer or the peer has finished.
    private func outcome(of result: Int32) throws(TLSFault) -> Bool {
        if result > 0 { return true }
        switch SSL_get_error(connection, result) {
        case SSL_ERROR_WANT_READ: return false
        case SSL_ERROR_ZERO_RETURN:
            peerHasFinished = true
            return false
        default: throw TLSFault(of: connection, verifies: identities == nil, fingerprint: peerFingerprint)
        }
    }

    // MARK: To the peer

    /// Turns plaintext into output. False when that can't be done: before the handshake, after the end, or while the
    /// peer is in the middle of a message to TLS itself that it has split, which nobody does.
    func seal(_ bytes: [UInt8]) -> Bool {
        guard isEstablished, !hasFinished else { return false }
        output.reserveCapacity(output.count + bytes.count + bytes.count / 512 + 64)
        var written = 0
        ERR_clear_error()
        let isSealed = bytes.withUnsafeBytes { SSL_write_ex(connection, $0.baseAddress, $0.count, &written) } == 1
        ERR_clear_error()
        return isSealed && written == bytes.count
    }

    /// Adds close_notify to the output, once.
    func finish() {
        guard isEstablished, !hasFinished else { return }
        hasFinished = true
        SSL_shutdown(connection)
        ERR_clear_error()
    }

    /// What is to be sent since last asked.
    func takeOutput() -> [UInt8] {
        defer { output = [] }
        return output
    }

    // MARK: What the two agreed on

    var session: TLSSession {
        let name = SSL_get_servername(connection, TLSEXT_NAMETYPE_host_name).map { String(cString: $0) }
        return TLSSession(version: String(cString: SSL_get_version(connection)), serverName: name)
    }

    /// Called in the middle of a client's handshake with the verification of the server's certificate, not yet begun.
    func verifies(_ verification: OpaquePointer) -> Bool {
        peerFingerprint = X509_STORE_CTX_get0_cert(verification).flatMap { CertificateFingerprint(of: $0) }
        guard let pinned = trust?.pinned else { return X509_verify_cert(verification) > 0 }
        let isPinned = peerFingerprint == pinned
        X509_STORE_CTX_set_error(verification, isPinned ? X509_V_OK : X509_V_ERR_APPLICATION_VERIFICATION)
        return isPinned
    }

    /// Called in the middle of a server's handshake, as soon as the client has said which name it wants.
    func chooseIdentity() {
        guard let identities, let name = SSL_get_servername(connection, TLSEXT_NAMETYPE_host_name) else { return }
        SSL_set_SSL_CTX(connection, identities.identity(for: String(cString: name)).context.pointer)
    }

    // MARK: The wire

    /// Moves ciphertext to OpenSSL; 0 when there is none.
    func supply(_ target: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(target.count, input.count)
        target.copyMemory(from: UnsafeRawBufferPointer(rebasing: input[..<count]))
        input = UnsafeRawBufferPointer(rebasing: input[count...])
        return count
    }

    func collect(_ bytes: UnsafeRawBufferPointer) { output.append(contentsOf: bytes) }
}

/// What a server and a client agreed on.
package struct TLSSession: Sendable, Hashable {
    /// As OpenSSL names it, e.g. `TLSv1.3`.
    package let version: String
    /// The name the client asked for (SNI), nil when it asked for none.
    package let serverName: String?
}
