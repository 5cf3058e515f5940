// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The one folder that hosts' files deploy.
struct Designation {
    var folder: String
    /// The first file that says so.
    var file: String

    /// Nil when no host's file speaks of a folder below its own, when several folders are spoken of, or the root is.
    init?(in source: Source) {
        var found: [(folder: String, file: String)] = []
        for row in StatementSource.hosts {
            guard let file = source.first(of: row.files), case .success(let root)? = source.document(file) else {
                continue
            }
            for statement in row.read(root, source) where statement.claim.isCommand {
                found.append((statement.folder, file))
            }
        }
        guard let first = found.first, !first.folder.isEmpty, found.allSatisfy({ $0.folder == first.folder }) else {
            return nil
        }
        (folder, file) = first
    }
}

extension Statement.Claim {
    /// Whether it is about how something is built or served.
    fileprivate var isCommand: Bool {
        switch self {
        case .note, .variable: false
        default: true
        }
    }
}
