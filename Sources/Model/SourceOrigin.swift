// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The commit that a source was uploaded from.
package struct SourceOrigin: Sendable, Hashable, Codable {
    /// The commit's whole hash.
    package var commit: String
    /// nil when no branch was checked out.
    package var branch: String?
    /// The folder had changes that the commit doesn't have.
    package var dirty: Bool
    package var author: String
    /// The first line of the commit's message.
    package var subject: String

    /// Text is cut to 200 characters: it is shown, never used.
    package init(commit: String, branch: String?, dirty: Bool, author: String, subject: String) {
        self.commit = String(commit.prefix(64))
        self.branch = branch.map { String($0.prefix(200)) }
        self.dirty = dirty
        self.author = String(author.prefix(200))
        self.subject = String(subject.prefix(200))
    }

    private enum CodingKeys: String, CodingKey { case commit, branch, dirty, author, subject }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            commit: try values.decode(String.self, forKey: .commit),
            branch: try values.decodeIfPresent(String.self, forKey: .branch),
            dirty: try values.decode(Bool.self, forKey: .dirty),
            author: try values.decode(String.self, forKey: .author),
            subject: try values.decode(String.self, forKey: .subject))
    }

    /// E.g. `1a2b3c4d5e6f (main, changed)`.
    package var summary: String {
        let notes = [branch, dirty ? "changed" : nil].compactMap(\.self)
        return commit.prefix(12) + (notes.isEmpty ? "" : " (\(notes.joined(separator: ", ")))")
    }
}
