// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CSodium
import Primitives
import Storage

/// A thread that computes password hashes, one at a time.
actor PasswordLane {
    private let executor: ThreadExecutor

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Throws `thread_unavailable`.
    init() throws { executor = try ThreadExecutor(name: "dextra-password") }

    /// The hash with its salt and cost. Throws `out_of_memory`, and when the task was cancelled.
    func hash(_ password: Redacted<String>, _ cost: PasswordCost) throws -> String {
        try Task.checkCancellation()
        var text = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
        var plain = Self.bytes(of: password)
        defer { sodium_memzero(&plain, plain.count) }
        let status = crypto_pwhash_str(&text, plain, UInt64(plain.count), UInt64(cost.passes), cost.memory)
        guard status == 0 else { throw Self.outOfMemory }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Whether a hash was made of the password. Throws when the task was cancelled.
    func matches(_ password: Redacted<String>, _ hash: String) throws -> Bool {
        try Task.checkCancellation()
        var plain = Self.bytes(of: password)
        defer { sodium_memzero(&plain, plain.count) }
        return crypto_pwhash_str_verify(hash, plain, UInt64(plain.count)) == 0
    }

    private static let outOfMemory = Failure(
        .outOfMemory, "there is not enough memory to compute a password's hash", hint: "give the server more memory")

    private static func bytes(of password: Redacted<String>) -> [CChar] {
        password.reveal().utf8.map(CChar.init(bitPattern:))
    }
}
