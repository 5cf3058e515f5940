// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Model
package import Platforms
import Primitives

/// Where this platform keeps things in the data directory.
package struct LocalLayout: Sendable, Hashable {
    /// The data directory.
    package let home: String

    package init(home: String) { self.home = home }

    /// One directory for each supervised service.
    package var services: String { home + "/services" }
    package var proxy: String { home + "/proxy" }
    /// Executables that other users may run.
    package var libexec: String { home + "/libexec" }

    func project(_ target: PlatformTarget) -> String { "\(home)/projects/\(target.project)" }

    /// The program's own writable home; survives releases.
    package func data(_ target: PlatformTarget) -> String { "\(project(target))/data/\(target.profile.rawValue)" }

    /// Makes the writable home, for its owner only. The folders above it let others pass through, not look.
    func prepareData(_ target: PlatformTarget, owner: UInt32?) throws {
        for folder in ["\(home)/projects", project(target), "\(project(target))/data"] {
            try Self.make(folder, mode: 0o711)
        }
        for folder in [data(target), data(target) + "/tmp"] {
            try Self.make(folder, mode: 0o700)
            guard let owner else { continue }
            // lchown: what lies there could be a link that the program itself put in place.
            guard lchown(folder, owner, owner) == 0 else { throw Failure.system(errno, "can't give away \(folder)") }
        }
    }

    /// Removes the writable home with all that programs left in it.
    func removeData(_ target: PlatformTarget) throws {
        let folder = data(target)
        guard access(folder, F_OK) == 0 else { return }
        do {
            try FileManager.default.removeItem(atPath: folder)
        } catch {
            throw Failure(.ioFailed, "can't remove \(folder)", cause: error)
        }
    }

    static func make(_ folder: String, mode: mode_t) throws {
        guard mkdir(folder, mode) != 0 else {
            // Not subject to the umask: other users must pass through.
            guard chmod(folder, mode) == 0 else { throw Failure.system(errno, "can't set the mode of \(folder)") }
            return
        }
        guard errno == EEXIST else { throw Failure.system(errno, "can't make the folder \(folder)") }
    }
}
