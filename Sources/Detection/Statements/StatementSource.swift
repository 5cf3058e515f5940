// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// One row of the table of other platforms' files.
struct StatementSource: Sendable {
    /// The first of these that exists is read.
    var files: [String]
    var document: String
    /// The tree is there to tell what a path in the file leads to.
    var read: @Sendable (JSONValue, Source) -> [Statement]

    init(files: [String], document: String, read: @escaping @Sendable (JSONValue) -> [Statement]) {
        self.init(files: files, document: document, readIn: { root, _ in read(root) })
    }

    init(files: [String], document: String, readIn read: @escaping @Sendable (JSONValue, Source) -> [Statement]) {
        self.files = files
        self.document = document
        self.read = read
    }

    /// In order of precedence: where two speak of the same thing, the first decides and the other is noted.
    static let all: [StatementSource] = hosts + builders
}
