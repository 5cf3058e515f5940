// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The object a server is pointed at: a variable or a factory in one of the project's files.
struct PythonApplication {
    var file: String
    var module: PythonModule
    var variable: String
    /// A function that makes the application, rather than the application.
    var isFactory = false

    /// `module:variable` as gunicorn and uvicorn take it.
    var address: String { "\(module.name):\(variable)" }

    private static let usualNames = [
        "wsgi.py", "asgi.py", "app.py", "main.py", "server.py", "application.py", "run.py", "api.py", "manage.py",
        "index.py",
        "__init__.py",
    ]
    private static let maximumFiles = 32
    /// What functions that make an application are called.
    private static let factories = [
        "create_app", "make_app", "get_app", "build_app", "create_application", "get_application", "make_application",
    ]

    /// Looks for `name = Constructor(` at the beginning of a line, then for a `create_app` or `make_app`.
    ///
    /// Files with the usual names nearest to the root come first.
    static func find(_ constructors: [String], in source: Source) -> PythonApplication? {
        let files = source.files(endingIn: [".py"]).prefix(600).enumerated().sorted { left, right in
            (weight(left.element), left.offset) < (weight(right.element), right.offset)
        }.prefix(maximumFiles).map(\.element)
        for file in files {
            guard let text = source.text(file), text.holds("(") else { continue }
            if let variable = variable(in: text, madeBy: constructors + factories) {
                return PythonApplication(file: file, module: PythonModule(file: file, in: source), variable: variable)
            }
        }
        for file in files {
            guard let text = source.text(file), constructors.contains(where: { text.holds($0 + "(") }) else { continue }
            for name in factories where text.holds("\ndef \(name)(") || text.hasPrefix("def \(name)(") {
                return PythonApplication(
                    file: file, module: PythonModule(file: file, in: source), variable: name, isFactory: true)
            }
        }
        return nil
    }

    private static func weight(_ path: String) -> Int {
        let (folder, name) = path.splitPath()
        let depth = folder.isEmpty ? 0 : folder.split(separator: "/").count
        return depth * 20 + (usualNames.firstIndex(of: name) ?? 15)
    }

    /// The variable of the first line like `app = Flask(__name__)` or `app: FastAPI = fastapi.FastAPI()`.
    private static func variable(in text: String, madeBy constructors: [String]) -> String? {
        for line in text.split(separator: "\n") {
            let name = line.leadingWord
            guard !name.isEmpty else { continue }
            var rest = line.dropFirst(name.count).drop { $0 == " " }
            if rest.first == ":" {
                guard let equals = rest.firstIndex(of: "=") else { continue }
                rest = rest[equals...]
            }
            guard rest.first == "=" else { continue }
            let call = rest.dropFirst().drop { $0 == " " }
            let callee = call.prefix { $0 != "(" }
            guard callee.endIndex < call.endIndex, let function = callee.split(separator: ".").last else { continue }
            if constructors.contains(where: { $0 == function }) { return name }
        }
        return nil
    }
}
