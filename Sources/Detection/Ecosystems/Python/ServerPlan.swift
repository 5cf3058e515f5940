// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

/// How a WSGI or ASGI application is served, by the servers the project itself declares.
enum ServerPlan {
    /// WSGI: gunicorn, waitress or the framework's own development server.
    static func synchronous(_ project: PythonProject, constructors: [String], name: String) -> Plan {
        guard let application = PythonApplication.find(constructors, in: project.source) else {
            return unnamed(project, name: name)
        }
        var plan = Plan()
        plan.note(application.file, "'\(application.variable)' is the \(name) application")
        let prefix = application.module.prefix
        let call = application.isFactory ? "\(application.address)()" : application.address
        if let file = project.declares("gunicorn") {
            plan.start = "\(prefix).venv/bin/gunicorn --bind ${HOST:-0.0.0.0}:$PORT '\(call)'".unquoted(
                if: !application.isFactory)
            plan.note(file, "depends on gunicorn, which serves the application")
        } else if let file = project.declares("waitress") {
            let option = application.isFactory ? " --call" : ""
            plan.start =
                "\(prefix).venv/bin/waitress-serve --listen=${HOST:-0.0.0.0}:$PORT\(option) \(application.address)"
            plan.note(file, "depends on waitress, which serves the application")
        } else if name == "Flask" {
            let reference =
                application.module.name == "app" && application.variable == "app"
                ? "app" : application.address
            plan.start = "\(prefix).venv/bin/flask --app \(reference) run --host ${HOST:-0.0.0.0} --port $PORT"
            plan.note(application.file, "no WSGI server is declared: Flask's own is used; add gunicorn for production")
            plan.confidence = 0.85
        } else {
            return unnamed(project, name: name)
        }
        return plan
    }

    /// ASGI: uvicorn, hypercorn, granian or daphne, whichever is declared.
    static func asynchronous(_ project: PythonProject, constructors: [String], name: String) -> Plan {
        guard let application = PythonApplication.find(constructors, in: project.source) else {
            return unnamed(project, name: name)
        }
        var plan = Plan()
        plan.note(application.file, "'\(application.variable)' is the \(name) application")
        let (prefix, address) = (application.module.prefix, application.address)
        let factory = application.isFactory ? " --factory" : ""
        switch project.firstDeclared(["uvicorn", "hypercorn", "granian", "daphne"]) {
        case "hypercorn":
            plan.start = "\(prefix).venv/bin/hypercorn \(address) --bind ${HOST:-0.0.0.0}:$PORT"
        case "granian":
            plan.start =
                "\(prefix).venv/bin/granian --interface asgi --host ${HOST:-0.0.0.0} --port $PORT\(factory) \(address)"
        case "daphne":
            plan.start = "\(prefix).venv/bin/daphne -b ${HOST:-0.0.0.0} -p $PORT \(address)"
        case let server:
            plan.start = "\(prefix).venv/bin/uvicorn \(address)\(factory) --host ${HOST:-0.0.0.0} --port $PORT"
            if server == nil, !bringsUvicorn(project) {
                plan.note(application.file, "no ASGI server is declared: uvicorn is installed beside the requirements")
                plan.confidence = 0.8
            }
        }
        return plan
    }

    /// Whether uvicorn comes with another package.
    static func bringsUvicorn(_ project: PythonProject) -> Bool {
        let extras = project.extras["fastapi"] ?? []
        return project.firstDeclared(["uvicorn", "fastapi-cli", "python-fasthtml"]) != nil
            || extras.contains { ["standard", "all", "standard-no-fastapi-cloud-cli"].contains($0) }
    }

    /// The framework is used, but no application object was found: a script that starts it itself, if there is one.
    private static func unnamed(_ project: PythonProject, name: String) -> Plan {
        var plan = Plan(confidence: 0.5)
        if let script = PythonScript.find(in: project) {
            plan.start = script.command
            plan.port = script.port
            plan.note(script.file, "is run as a script: no \(name) application object was found")
        }
        return plan
    }
}

extension String {
    /// The text without its single quotes, where the shell needs none.
    fileprivate func unquoted(if isPlain: Bool) -> String { isPlain ? filter { $0 != "'" } : self }
}
