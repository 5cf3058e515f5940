// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import COpenSSL
import Glibc
import Primitives

/// Where a certificate and its key lie, as PEM.
package struct TLSCertificateFiles: Sendable, Hashable {
    /// The certificate, then those between it and the authority's.
    package var chain: String
    /// Not encrypted, and readable by its owner and group alone.
    package var key: String

    package init(chain: String, key: String) {
        self.chain = chain
        self.key = key
    }
}

/// The certificates of a PEM file: the leaf, and what follows it.
final class PEMCertificates {
    let leaf: OpaquePointer
    let chain: OpaquePointer

    /// Throws `certificate_invalid` or the system's reason.
    init(path: String) throws {
        let file = try PEMFile(path)
        guard let first = PEM_read_bio_X509(file.pointer, nil, nil, nil) else {
            throw Failure(
                .certificateInvalid, "\(path) has no certificate: \(TLSFault.queuedWords() ?? "it is empty")",
                hint: "give a file in PEM form, the server's own certificate first")
        }
        guard let rest = dx_chain_make() else {
            X509_free(first)
            throw TLSWire.exhausted()
        }
        (leaf, chain) = (first, rest)
        while let next = PEM_read_bio_X509(file.pointer, nil, nil, nil) { dx_chain_add(chain, next) }
        let problem = ERR_GET_REASON(ERR_peek_last_error())
        let words = TLSFault.queuedWords()
        guard problem == PEM_R_NO_START_LINE else {
            throw Failure(.certificateInvalid, "\(path) has a broken certificate: \(words ?? "no reason given")")
        }
    }

    deinit {
        X509_free(leaf)
        dx_chain_free(chain)
    }

    /// The DNS names the leaf is for, in lower case. Its common name does not count: clients ignore it too.
    var names: [String] {
        guard let names = dx_names_of(leaf) else { return [] }
        defer { GENERAL_NAMES_free(names) }
        return (0..<dx_names_count(names)).compactMap { index in
            var length: Int32 = 0
            guard let bytes = dx_name_at(names, index, &length) else { return nil }
            let name = UnsafeBufferPointer(start: bytes, count: Int(length))
            return name.contains(0) ? nil : String(decoding: name, as: UTF8.self).lowercased()
        }
    }

    var notBefore: Timestamp? { Self.timestamp(X509_get0_notBefore(leaf)) }
    var notAfter: Timestamp? { Self.timestamp(X509_get0_notAfter(leaf)) }

    private static func timestamp(_ time: UnsafePointer<ASN1_TIME>?) -> Timestamp? {
        var parts = tm()
        guard ASN1_TIME_to_tm(time, &parts) == 1 else { return nil }
        return Timestamp(millisecondsSinceEpoch: Int64(timegm(&parts)) * 1000)
    }
}

/// The private key of a PEM file. It never leaves OpenSSL's memory.
final class PEMKey {
    let pointer: OpaquePointer

    /// Throws `key_exposed`, `certificate_invalid` or the system's reason.
    init(path: String) throws {
        let file = try PEMFile(path)
        guard file.mode & 0o007 == 0 else {
            throw Failure(
                .keyExposed, "everybody on this machine can reach the key \(path)", hint: "chmod 600 \(path)")
        }
        // Without a callback OpenSSL would ask for a passphrase on the terminal.
        guard let key = PEM_read_bio_PrivateKey(file.pointer, nil, { _, _, _, _ in -1 }, nil) else {
            throw Failure(
                .certificateInvalid, "\(path) has no usable key: \(TLSFault.queuedWords() ?? "it is empty")",
                hint: "give a key in PEM form that is not encrypted")
        }
        pointer = key
    }

    deinit { EVP_PKEY_free(pointer) }
}

/// An open file that OpenSSL reads.
private final class PEMFile {
    let pointer: OpaquePointer
    let mode: mode_t

    init(_ path: String) throws {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Failure.system(errno, "can't read \(path)") }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            let made = BIO_new_fd(descriptor, BIO_CLOSE)
        else {
            close(descriptor)
            throw Failure(.certificateInvalid, "\(path) is not a file")
        }
        pointer = made
        mode = status.st_mode
    }

    deinit { BIO_free(pointer) }
}
