// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// One certificate with its key, ready to be shown to clients.
struct TLSIdentity: Sendable {
    let context: TLSContext
    let facts: TLSCertificateFacts

    /// Throws `certificate_invalid`, `key_exposed` or the system's reason.
    init(_ files: TLSCertificateFiles) throws {
        context = try TLSContext(.server)
        let certificates = try context.use(files)
        guard let begin = certificates.notBefore, let end = certificates.notAfter else {
            throw Failure(.certificateInvalid, "the certificate \(files.chain) has no sound dates")
        }
        facts = TLSCertificateFacts(path: files.chain, names: certificates.names, notBefore: begin, notAfter: end)
    }
}

/// The certificates of a server at one time, and which of them a name gets.
struct TLSIdentities: Sendable {
    /// For clients that ask for no name or an unknown one: the first.
    let standard: TLSIdentity
    let all: [TLSIdentity]
    private var exact: [String: Int] = [:]
    /// By what follows the asterisk's dot.
    private var wildcards: [Substring: Int] = [:]

    /// Where two certificates have a name in common the earlier one gets it. Throws `invalid_argument` for none at all.
    init(_ files: [TLSCertificateFiles]) throws {
        all = try files.map(TLSIdentity.init)
        guard let first = all.first else {
            throw Failure(.invalidArgument, "a TLS listener needs at least one certificate")
        }
        standard = first
        for (index, identity) in all.enumerated() {
            for name in identity.facts.names {
                if name.hasPrefix("*.") {
                    wildcards[name.dropFirst(2), default: index] = min(wildcards[name.dropFirst(2)] ?? index, index)
                } else {
                    exact[name] = min(exact[name] ?? index, index)
                }
            }
        }
    }

    /// An exact name before a wildcard, which stands for one label (RFC 9525 §6.3).
    func identity(for name: String) -> TLSIdentity {
        var name = name.lowercased()
        if name.hasSuffix(".") { name.removeLast() }
        if let index = exact[name] { return all[index] }
        let parent = name.drop { $0 != "." }.dropFirst()
        return wildcards[parent].map { all[$0] } ?? standard
    }
}
