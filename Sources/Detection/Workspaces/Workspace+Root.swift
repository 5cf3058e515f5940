// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

extension Workspace {
    /// Whether the root itself is something to serve, rather than only what holds its members together.
    func rootServes(_ source: Source) -> Bool {
        switch tool {
        case .node, .rush, .nx:
            let scripts = source.json("package.json")?["scripts"]
            let start = (scripts?["start"] ?? scripts?["start:prod"])?.string
            if let start, !NodeScript(start).isDevelopment { return true }
            let own = ["src", "app", "pages", "index.html", "server.js", "index.js", "Procfile"]
            return source.first(of: own) != nil
        case .cargo: return source.toml("Cargo.toml")?["package"] != nil
        case .maven: return !folders.contains { source.exists("src/main".inFolder($0)) } || source.exists("src/main")
        case .gradle: return source.exists("src/main")
        case .uv:
            // What a scan of the whole tree finds is a member's, unless the root is a package with a program of its own.
            return source.toml("pyproject.toml")?["project"] != nil
                && source.first(of: ["main.py", "app.py", "manage.py", "wsgi.py", "asgi.py", "Procfile"]) != nil
        case .go, .dotnet, .mix, .folders: return true
        }
    }
}
