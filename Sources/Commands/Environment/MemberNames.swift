// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Configuration
import Detection
import Model
import Primitives

/// What the parts of one folder are called as projects: two parts are two projects, so no two have the same name.
struct MemberNames {
    /// The folder with all of them.
    let folder: ProjectFolder
    /// What the whole is called.
    let whole: String
    /// The part that the whole's own name is for; nil when that is left to detection.
    let root: String?

    /// Throws `project_name_shared` when another part has the same name, and what is wrong with a part's dextra.yaml.
    func name(of member: String) throws -> ProjectName {
        if let own = try written(for: member) {
            if let other = try others(than: member).first(where: { try written(for: $0) == own }) {
                throw Failure(
                    .projectNameShared, "\(member) and \(other) are both called '\(own)' by their dextra.yaml",
                    hint: "give each a name of its own there, or deploy with --name",
                    metadata: [.init("member", member), .init("other", other)])
            }
            return own
        }
        // The last name says enough unless another part has it too, or both names are cut to the same.
        for made in [short(member), long(member)]
        where try others(than: member).allSatisfy({ other in
            short(other) != made && long(other) != made
        }) { return try ProjectName(made) }
        throw Failure(
            .projectNameShared, "'\(long(member))' would be the name of another part too",
            hint: "deploy \(member) with --name", metadata: [.init("member", member)])
    }

    /// The name in the part's own dextra.yaml; the whole's is for the part it names.
    private func written(for member: String) throws -> ProjectName? {
        if member == root { return try folder.configuration()?.name }
        return try ProjectFolder(path: "\(folder.path)/\(member)").configuration()?.name
    }

    private func others(than member: String) throws -> [String] {
        Detector().members(of: try DirectoryFileTree(path: folder.path)).map(\.path).filter { $0 != member }
    }

    private func short(_ member: String) -> String {
        ProjectName.suggested(for: "\(whole)-\(member.split(separator: "/").last ?? "")")
    }

    private func long(_ member: String) -> String { ProjectName.suggested(for: "\(whole)-\(member)") }
}
