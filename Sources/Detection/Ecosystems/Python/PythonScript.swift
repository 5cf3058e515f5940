// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A file that starts the program when it is run.
struct PythonScript {
    var file: String
    var command: String
    /// The port it listens on when it does not read PORT.
    var port: Int?

    private static let usualNames = [
        "main.py", "app.py", "server.py", "run.py", "wsgi.py", "application.py", "index.py", "api.py", "bot.py",
        "start.py",
        "src/main.py", "src/app.py", "src/server.py", "app/main.py", "app/__main__.py", "__main__.py",
    ]

    /// Files that configure a tool rather than run.
    private static let settings: Set<String> = [
        "setup.py", "conftest.py", "conf.py", "pelicanconf.py", "publishconf.py", "noxfile.py", "fabfile.py",
        "gunicorn.conf.py", "gunicorn_config.py", "rxconfig.py", "tasks.py",
    ]

    static func find(in project: PythonProject) -> PythonScript? {
        let source = project.source
        let pages = source.list("").filter { !$0.isFolder && $0.name.hasSuffix(".py") }.map(\.name)
        let lone = pages.filter { !settings.contains($0) && !$0.hasPrefix("test_") }
        guard let file = source.first(of: usualNames) ?? (lone.count == 1 ? lone.first : nil) else { return nil }
        let python = project.hasDependencies || project.isPackage ? ".venv/bin/python" : "python3"
        // -u: lines reach the log when they are printed, so the last ones are there after a crash.
        let (folder, name) = file.splitPath()
        let target = name == "__main__.py" && !folder.isEmpty ? "-m \(folder)" : file
        return PythonScript(
            file: file, command: "\(python) -u \(target)", port: ListeningPort.fixed(in: source.text(file) ?? ""))
    }
}

extension PythonProject {
    /// Whether the project itself is installed, so that its environment exists even without dependencies.
    var isPackage: Bool {
        manifest?["project"] != nil || manifest?["build-system"] != nil || manifest?[["tool", "poetry"]] != nil
            || pipfile != nil || source.first(of: ["setup.py", "setup.cfg"]) != nil
    }
}
