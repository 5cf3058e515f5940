// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The files of a tree worth looking into, nearest first, within bounds that keep a detection at milliseconds.
///
/// Bounds: 8 levels, 48 folders, 800 files. Folders that hold dependencies, output or tests are left out.
struct SourceWalk {
    let files: [String]

    private static let maximumDepth = 8
    private static let maximumFolders = 48
    private static let maximumFiles = 800
    private static let ignored: Set<String> = [
        "node_modules", "bower_components", "vendor", "venv", "env", "virtualenv", "__pycache__", "target", "dist",
        "build",
        "out", "bin", "obj", "coverage", "tmp", "log", "logs", "test", "tests", "spec", "__tests__", "e2e", "fixtures",
        "testdata", "migrations", "site-packages", "third_party",
    ]

    init(_ source: Source) {
        var files: [String] = []
        var level = [""]
        var visited = 0
        for _ in 0..<Self.maximumDepth where !level.isEmpty {
            var below: [String] = []
            for folder in level {
                guard visited < Self.maximumFolders, files.count < Self.maximumFiles else { break }
                visited += 1
                for entry in source.list(folder) {
                    if !entry.isFolder {
                        files.append(entry.name.inFolder(folder))
                    } else if !entry.name.hasPrefix("."), !Self.ignored.contains(entry.name) {
                        below.append(entry.name.inFolder(folder))
                    }
                }
            }
            level = below
        }
        self.files = Array(files.prefix(Self.maximumFiles))
    }
}
