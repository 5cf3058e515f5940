// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Processes

/// What git says about a folder that is deployed. Everything about it is optional: no git, no work tree, a repository
/// that git refuses, and one that takes too long to look at all say nothing.
struct GitFolder {
    let path: String
    let environment: [String: String]

    private static let patience = Duration.seconds(5)

    /// The commit that is checked out; nil outside a work tree and before the first commit.
    func origin() async -> SourceOrigin? {
        guard let git = ProgramSearch.find("git", path: environment["PATH"] ?? "/usr/bin:/bin"),
            let commit = await say(git, "log", "-1", "--no-show-signature", "--format=%H%x00%an%x00%s")
        else { return nil }
        let parts = commit.split(separator: "\0", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3 else { return nil }
        let branch = await say(git, "symbolic-ref", "--quiet", "--short", "HEAD")
        // Of the folder alone: what changed elsewhere in the repository is not deployed.
        let changes = await say(git, "status", "--porcelain", "--untracked-files=normal", "--", ".")
        return SourceOrigin(
            commit: parts[0], branch: branch, dirty: changes.map { !$0.isEmpty } ?? true, author: parts[1],
            subject: parts[2])
    }

    private func say(_ git: String, _ arguments: String...) async -> String? {
        var variables = environment.filter { ["PATH", "HOME", "XDG_CONFIG_HOME"].contains($0.key) }
        // Looking must not write into the repository, nor ask or page.
        variables.merge(["GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C.UTF-8"]) { $1 }
        let command = Command(
            executable: git, arguments: ["-C", path, "-c", "core.fsmonitor=false"] + arguments, environment: variables)
        guard let result = try? await Child.collect(command, timeout: Self.patience, limit: 1 << 20),
            result.status.isSuccess
        else { return nil }
        let text = String(decoding: result.output, as: UTF8.self)
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }
}
