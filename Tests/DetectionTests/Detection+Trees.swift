// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection
import Model

/// The blueprint of a tree of text files.
func detect(_ files: [String: String]) throws -> Blueprint {
    try Detector().detect(InMemoryFileTree(texts: files))
}

extension Blueprint {
    /// Whether some evidence names the file and contains the words.
    func hasEvidence(_ file: String, _ words: String) -> Bool {
        evidence.contains { $0.file == file && $0.says.contains(words) }
    }
}
