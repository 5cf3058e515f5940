// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Entries that are never part of a source, whatever the ignore files say: they belong to a version control system, or
/// are made again by the build and would not work on another machine.
enum AlwaysIgnored {
    private static let names: Set<String> = [
        // Version control
        ".git", ".hg", ".svn", ".bzr", "CVS",
        // Dependencies and caches of package managers and tools
        "node_modules", "bower_components", ".venv", "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache",
        ".tox", ".nox", ".eggs", ".gradle", ".bundle", ".parcel-cache", ".turbo", ".terraform",
        // Desktops
        ".DS_Store", "Thumbs.db",
    ]

    static func contains(_ name: String) -> Bool { names.contains(name) || name.hasSuffix(".pyc") }

    /// A folder with this file is a Python virtual environment, whatever its name (PEP 405).
    static let virtualEnvironmentMark = "pyvenv.cfg"
}
