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

    /// The name in `dextra.yaml`, else one made from the folder's own; for a part of it that `dextra.yaml` doesn't name,
    /// the part's: two parts of one folder are two projects.
    ///
    /// Throws what is wrong with the file, and `project_name_shared`.
    package func projectName(member: String? = nil) throws -> ProjectName {
        let configuration = try configuration()
        let own = path.split(separator: "/").last.map(String.init) ?? ""
        let root = configuration?.root.flatMap(Self.part)
        if let part = member.flatMap(Self.part), part != root {
            let whole = configuration?.name?.description ?? own
            return try MemberNames(folder: self, whole: whole, root: root).name(of: part)
        }
        return try configuration?.name ?? ProjectName(ProjectName.suggested(for: own))
    }

    /// A part's folder as detection writes it; nil for the whole.
    private static func part(_ path: String) -> String? {
        let parts = path.split(separator: "/").filter { $0 != "." }
        return parts.isEmpty ? nil : parts.joined(separator: "/")
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
