// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Configuration
import Glibc
package import Model
import Primitives

/// The folder of a project, as far as commands look into it.
package struct ProjectFolder: Sendable {
    package let path: String

    package init(path: String) { self.path = path }

    /// The name in `dextra.yaml`, else one made from the folder's own and, for a chosen part of it, that part's: two
    /// parts of one folder are two projects. Throws what is wrong with the file.
    package func projectName(member: String? = nil) throws -> ProjectName {
        if let name = try configuration()?.name { return name }
        let own = path.split(separator: "/").last.map(String.init) ?? ""
        let part = member?.split(separator: "/").last { $0 != "." }
        return try ProjectName(ProjectName.suggested(for: part.map { "\(own)-\($0)" } ?? own))
    }

    /// What `dextra.yaml` says; nil when there is none.
    package func configuration() throws -> ProjectConfiguration? {
        guard let text = try configurationText() else { return nil }
        return try ProjectConfiguration.parse(text, file: ProjectConfiguration.fileName)
    }

    private func configurationText() throws -> [UInt8]? {
        let file = path + "/" + ProjectConfiguration.fileName
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw Failure.system(errno, "can't read \(file)")
        }
        defer { close(descriptor) }
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        // More than this is no configuration, and the parser says so.
        while text.count <= 1 << 20 {
            let count = read(descriptor, &buffer, buffer.count)
            guard count >= 0 else { throw Failure.system(errno, "can't read \(file)") }
            if count == 0 { break }
            text += buffer[..<count]
        }
        return text
    }
}
