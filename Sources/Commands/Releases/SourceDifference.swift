// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Client
import Model
import Primitives

/// Where the files of one side of a comparison are read.
enum SourceSide: Sendable {
    case release(Int)
    case folder(String)

    var label: String {
        switch self {
        case .release(let number): "v\(number)"
        case .folder: "folder"
        }
    }
}

/// The changed lines of changed files.
struct SourceDifference {
    let client: ServerClient
    let project: ProjectName
    let profile: Profile

    private static let largest: Int64 = 1 << 20

    /// Unified differences, one file after another; says of a file why it shows none.
    func show(
        _ changes: [FileChange], from old: SourceSide, to new: SourceSide, line: (String) -> Void
    ) async throws {
        for change in changes {
            guard max(change.before ?? 0, change.after ?? 0) <= Self.largest else {
                line("# \(change.path): larger than 1 MiB, not shown")
                continue
            }
            let before = change.before == nil ? [] : try await bytes(of: change.path, on: old)
            let after = change.after == nil ? [] : try await bytes(of: change.path, on: new)
            guard let before, let after else {
                line("# \(change.path): no longer kept, or a link")
                continue
            }
            guard UnifiedDifference.isText(before), UnifiedDifference.isText(after) else {
                line("# \(change.path): binary files differ")
                continue
            }
            let lines = UnifiedDifference.lines(
                from: before, to: after, before: change.before.map { _ in "\(old.label)/\(change.path)" },
                after: change.after.map { _ in "\(new.label)/\(change.path)" })
            for text in lines { line(text) }
        }
    }

    private func bytes(of path: String, on side: SourceSide) async throws -> [UInt8]? {
        switch side {
        case .release(let number):
            do {
                return try await client.file(path, ofRelease: number, of: project, profile: profile)
            } catch let failure as Failure where failure.code.category == .notFound {
                return nil
            }
        case .folder(let root):
            return SmallFile.read(root + "/" + path, limit: Int(Self.largest))
        }
    }
}
