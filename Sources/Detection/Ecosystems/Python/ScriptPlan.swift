// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Python programs that serve themselves when their file is run.
enum ScriptPlan {
    static func make(_ project: PythonProject, environment: String) -> Plan {
        guard let script = PythonScript.find(in: project) else { return Plan(confidence: 0.5) }
        var plan = Plan(start: environment + script.command, confidence: environment.isEmpty ? 0.8 : 0.9)
        if environment.isEmpty { plan.port = script.port }
        plan.note(script.file, "is run as a script")
        return plan
    }

    /// Dash is a Flask application in disguise: `server = app.server` is what gunicorn takes; its own server reads HOST
    /// and PORT (dash.plotly.com/reference#app.run).
    static func dash(_ project: PythonProject) -> Plan {
        guard let script = PythonScript.find(in: project) else { return Plan(confidence: 0.5) }
        let module = PythonModule(file: script.file, in: project.source)
        let hasServer = project.source.lines(script.file).contains {
            $0.hasPrefix("server =") || $0.hasPrefix("server=")
        }
        if hasServer, let file = project.declares("gunicorn") {
            var plan = Plan(
                start: "\(module.prefix).venv/bin/gunicorn --bind ${HOST:-0.0.0.0}:$PORT \(module.name):server")
            plan.note(script.file, "'server' is the WSGI application")
            plan.note(file, "depends on gunicorn, which serves the application")
            return plan
        }
        return make(project, environment: "HOST=${HOST:-0.0.0.0} ")
    }

    static func readsPort(_ project: PythonProject) -> Bool {
        PythonScript.find(in: project).flatMap { project.source.text($0.file) }.map(ListeningPort.readsPort) ?? false
    }
}
