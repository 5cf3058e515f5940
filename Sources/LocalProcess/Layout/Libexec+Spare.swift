// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
package import Platforms
import Primitives

extension Libexec {
    /// Copies of other versions than this one that are not among the executables in use. Nothing is ever started anew with
    /// one of those.
    package func spare(beside used: [String]) throws -> [SpareProgram] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory) else { return [] }
        let current = try folderName()
        return names.sorted().filter { name in
            isFolderName(name) && name != current && !used.contains { $0.hasPrefix("\(directory)/\(name)/") }
        }.map { SpareProgram(name: $0, size: size(of: $0)) }
    }

    /// False when it is gone, or in use.
    package func removeSpare(_ name: String, beside used: [String]) throws -> Bool {
        guard try spare(beside: used).contains(where: { $0.name == name }) else { return false }
        do {
            try FileManager.default.removeItem(atPath: "\(directory)/\(name)")
        } catch {
            throw Failure(.ioFailed, "can't remove \(directory)/\(name)", cause: error)
        }
        return true
    }

    private func isFolderName(_ name: String) -> Bool { name.utf8.count == 32 && name.allSatisfy(\.isHexDigit) }

    private func size(of name: String) -> Int64 {
        let folder = "\(directory)/\(name)"
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.reduce(0) { total, file in
            var status = stat()
            return lstat("\(folder)/\(file)", &status) == 0 ? total + Int64(status.st_size) : total
        }
    }
}
