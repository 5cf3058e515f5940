// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// How a Python file is named to a server: as a module, found from a folder that must be on Python's path.
struct PythonModule {
    /// nil when the project's root is enough.
    var path: String?
    var name: String

    /// The words that put the folder on Python's path before a command.
    var prefix: String { path.map { "PYTHONPATH=\($0) " } ?? "" }

    /// A file that is part of a package is named from the package's parent; one that imports its neighbours by their bare
    /// names is run from its own folder.
    init(file: String, in source: Source) {
        let (folder, name) = file.splitPath()
        let stem = String(name.dropLast(name.hasSuffix(".py") ? 3 : 0))
        guard !folder.isEmpty else {
            self.init(path: nil, name: stem)
            return
        }
        var parts = folder.split(separator: "/").map(String.init)
        if !source.exists("\(folder)/__init__.py"), Self.importsNeighbours(file, folder: folder, stem: stem, in: source)
        {
            self.init(path: folder, name: stem)
            return
        }
        var path: String?
        if parts.first == "src", !source.exists("src/__init__.py") {
            path = "src"
            parts.removeFirst()
        }
        if stem != "__init__" { parts.append(stem) }
        self.init(path: path, name: parts.joined(separator: "."))
    }

    private init(path: String?, name: String) {
        self.path = path
        self.name = name
    }

    private static func importsNeighbours(_ file: String, folder: String, stem: String, in source: Source) -> Bool {
        source.lines(file).contains { line in
            for keyword in ["from ", "import "] where line.hasPrefix(keyword) {
                let module = line.dropFirst(keyword.count).leadingWord
                guard !module.isEmpty, module != stem, !source.exists(module), !source.exists("\(module).py") else {
                    continue
                }
                if source.exists("\(folder)/\(module).py") || source.exists("\(folder)/\(module)") { return true }
            }
            return false
        }
    }
}
