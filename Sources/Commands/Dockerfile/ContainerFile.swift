// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection

/// The Dockerfile that a source brings along.
struct ContainerFile {
    /// Relative to the source's root.
    let path: String
    let text: String

    /// That of the chosen part, else of the whole source; nil when there is none.
    static func own(in tree: some FileTree, member: String?) -> ContainerFile? {
        let folders = [member, ""].compactMap(\.self).map { $0 == "." ? "" : $0 }
        let names = ["Dockerfile", "Containerfile", "dockerfile"]
        return folders.lazy.flatMap { folder in names.map { folder.isEmpty ? $0 : "\(folder)/\($0)" } }
            .compactMap { path in
                tree.read(path).map { ContainerFile(path: path, text: String(decoding: $0, as: UTF8.self)) }
            }.first
    }
}
