// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What one of the other platforms' files says about a tree, or what is wrong with the file.
struct Testimony {
    /// As seen from the tree: `../` leads to a file of the tree around it.
    var file: String
    /// The row's name for the file, by which tables speak of it.
    var row: String
    var words: Words

    enum Words {
        case statement(Statement)
        case complaint(String)
    }

    var statement: Statement? { if case .statement(let statement) = words { statement } else { nil } }

    /// Everything said about a tree: by its own files, then by the files of the tree around it that name its folder.
    static func all(about source: Source) -> [Testimony] {
        guard let outer = source.outer else { return read(source) { $0 == "" } }
        if let program = source.program { return read(outer) { $0 == "" || $0 == program } }
        let up = source.folder.split(separator: "/").map { _ in "../" }.joined()
        let others = read(outer) { $0 == source.folder }.compactMap { testimony in
            testimony.statement == nil
                ? nil : Testimony(file: up + testimony.file, row: testimony.row, words: testimony.words)
        }
        return read(source) { $0 == "" } + others
    }

    /// What the files at the root of a tree say about the folders that are asked for.
    private static func read(_ source: Source, about isMeant: (String) -> Bool) -> [Testimony] {
        StatementSource.all.flatMap { row -> [Testimony] in
            guard let file = source.first(of: row.files), let document = source.document(file) else { return [] }
            switch document {
            case .failure(let complaint):
                return [Testimony(file: file, row: row.files[0], words: .complaint(complaint.text))]
            case .success(let root):
                return row.read(root, source).filter { isMeant($0.folder) }
                    .map { Testimony(file: file, row: row.files[0], words: .statement($0)) }
            }
        }
    }
}
