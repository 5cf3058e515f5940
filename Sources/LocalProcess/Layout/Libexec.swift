// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Hashing
import Primitives

/// Copies of executables at a place where the users that programs run as can execute them.
///
/// A copy's folder is named by its content, so a service keeps the version it was started with through upgrades.
package struct Libexec: Sendable {
    let directory: String
    private let executable: String

    /// - executable: the file to copy, e.g. this process's own.
    package init(directory: String, executable: String) {
        self.directory = directory
        self.executable = executable
    }

    /// The path of the copy, which is made unless it is there. Throws the system's reason.
    package func install() throws -> String {
        let name = executable.split(separator: "/").last.map(String.init) ?? "dextra"
        let folder = "\(directory)/\(try folderName())"
        let copy = "\(folder)/\(name)"
        if access(copy, X_OK) == 0 { return copy }
        try LocalLayout.make(directory, mode: 0o755)
        try LocalLayout.make(folder, mode: 0o755)
        // A crash in the middle leaves a file under another name, never half a copy.
        let temporary = "\(copy).\(getpid()).new"
        do {
            try? FileManager.default.removeItem(atPath: temporary)
            try FileManager.default.copyItem(atPath: executable, toPath: temporary)
        } catch {
            throw Failure(.ioFailed, "can't copy \(executable) to \(temporary)", cause: error)
        }
        guard chmod(temporary, 0o755) == 0, rename(temporary, copy) == 0 else {
            throw Failure.system(errno, "can't put \(copy) in place")
        }
        return copy
    }

    /// Of this version's copy.
    func folderName() throws -> String { String(try contentHash().prefix(32)) }

    private func contentHash() throws -> String {
        let descriptor = open(executable, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure.system(errno, "can't read \(executable)") }
        defer { close(descriptor) }
        var hash = SHA256()
        var chunk = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            guard count >= 0 else { throw Failure.system(errno, "can't read \(executable)") }
            if count == 0 { return hash.hex() }
            chunk.withUnsafeBytes { hash.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
    }
}
