// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage
import Wire

/// The signing keys as a node has read them.
struct KnownKeys: Sendable {
    /// Who issues tokens: the same for all nodes, and for no other installation. Empty before there is a key.
    var issuer: String
    /// Newest first.
    var records: [SigningKeyStore.Record]
    /// Public keys by the header of their tokens.
    private var byHeader: [String: SigningKeyStore.Record]
    private var signer: (key: SigningKey, until: Timestamp)?
    var readAt: Duration

    init(
        issuer: String, records: [SigningKeyStore.Record], signer: (key: SigningKey, until: Timestamp)?,
        readAt: Duration
    ) {
        self.issuer = issuer
        self.records = records
        byHeader = Dictionary(
            records.map { (AccessTokenText.header(keyID: $0.id), $0) }, uniquingKeysWith: { first, _ in first })
        self.signer = signer
        self.readAt = readAt
    }

    func signer(at now: Timestamp) -> SigningKey? { signer.flatMap { $0.until > now ? $0.key : nil } }

    func publicKey(header: String, at now: Timestamp) -> [UInt8]? {
        byHeader[header].flatMap { $0.verifiesUntil > now ? $0.publicKey : nil }
    }

    func document(at now: Timestamp) -> JSONWebKeySet {
        JSONWebKeySet(
            keys: records.filter { $0.verifiesUntil > now }.map {
                JSONWebKeySet.Key(kid: $0.id, x: Base64URL.text($0.publicKey))
            })
    }
}
