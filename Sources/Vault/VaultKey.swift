// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CSodium
import Glibc
import Primitives
import Storage

/// The 32-byte key of the vault, in memory that is not swapped out, not dumped, and wiped at the end.
final class VaultKey: @unchecked Sendable {
    // Sendable because the bytes are never written after init; the pages are read-only from then on.
    private let bytes: UnsafeMutableRawPointer

    static let size = Int(crypto_aead_xchacha20poly1305_ietf_KEYBYTES)

    /// Reads a key file. Throws `vault_key_exposed`, `vault_key_invalid`, `not_found`.
    init(file path: String) throws {
        let file = try FileDescriptor(path: path, flags: O_RDONLY | O_NOFOLLOW)
        let status = try file.status()
        try Self.checkPrivacy(status, path)
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size == Self.size else {
            throw Failure(
                .vaultKeyInvalid, "the vault's key file \(path) has \(status.st_size) bytes, not \(Self.size)",
                hint: "restore it from a backup; a new key can't open secrets sealed before")
        }
        guard let bytes = sodium_malloc(Self.size) else {
            throw Failure(.outOfMemory, "no protected memory for the vault's key", hint: "raise 'ulimit -l'")
        }
        self.bytes = bytes
        let count = try file.read(into: UnsafeMutableRawBufferPointer(start: bytes, count: Self.size))
        guard count == Self.size else { throw Failure(.vaultKeyInvalid, "the vault's key file \(path) was cut short") }
        sodium_mprotect_readonly(bytes)
    }

    deinit { sodium_free(bytes) }

    var pointer: UnsafePointer<UInt8> { UnsafePointer(bytes.assumingMemoryBound(to: UInt8.self)) }

    /// Writes a fresh key unless there is a file; when two processes do it at once, one wins and both see that one.
    ///
    /// The key is whole, private and on the disk before it gets its name, so that nothing is ever sealed with a key that
    /// a crash could lose.
    static func create(file path: String) throws {
        let (directory, temporary) = (Self.directory(of: path), path + ".\(getpid()).\(randombytes_random()).new")
        defer { unlink(temporary) }
        var key = [UInt8](repeating: 0, count: size)
        randombytes_buf(&key, size)
        defer { sodium_memzero(&key, size) }
        let file = try FileDescriptor(path: temporary, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
        try key.withUnsafeBytes { try file.write($0) }
        try file.synchronize()
        guard link(temporary, path) == 0 || errno == EEXIST else {
            throw Failure.system(errno, "can't create the vault's key file \(path)")
        }
        try Directory.synchronize(directory)
    }

    private static func checkPrivacy(_ status: stat, _ path: String) throws {
        guard status.st_mode & 0o077 == 0 else {
            let mode = String(status.st_mode & 0o777, radix: 8)
            throw Failure(
                .vaultKeyExposed, "the vault's key file \(path) can be read by others (mode 0\(mode))",
                hint: "run 'chmod 600 \(path)', and replace the secrets if somebody may have read it")
        }
        guard status.st_uid == geteuid() else {
            throw Failure(
                .vaultKeyExposed, "the vault's key file \(path) belongs to user \(status.st_uid), not to us",
                hint: "run the server as that user, or give the file to the user who runs it")
        }
    }

    private static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
