// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

extension Framework<PythonProject> {
    /// The more specific first: a Django project may well depend on Flask, hardly the other way round.
    static let python: [Framework] = [
        Framework(
            slug: "django", name: "Django",
            signals: [.package("django"), .text(file: "manage.py", holds: "DJANGO_SETTINGS_MODULE")],
            document: "https://docs.djangoproject.com/en/stable/howto/deployment/",
            plan: DjangoPlan.make),
        Framework(
            slug: "streamlit", name: "Streamlit", signals: [.package("streamlit")],
            document: "https://docs.streamlit.io/develop/api-reference/configuration/config.toml",
            plan: { project in
                var plan = Plan(healthPath: "/_stcore/health")
                let names = ["streamlit_app.py", "app.py", "main.py", "Home.py", "src/app.py", "src/main.py"]
                guard let file = project.source.first(of: names) else { return Plan(confidence: 0.5) }
                plan.start =
                    ".venv/bin/streamlit run \(file) --server.address ${HOST:-0.0.0.0} --server.port $PORT "
                    + "--server.headless true"
                plan.note(file, "is the Streamlit script")
                return plan
            }),
        Framework(
            slug: "fastapi", name: "FastAPI", signals: [.package("fastapi")],
            document: "https://fastapi.tiangolo.com/deployment/manually/",
            plan: { ServerPlan.asynchronous($0, constructors: ["FastAPI"], name: "FastAPI") }),
        Framework(
            slug: "fasthtml", name: "FastHTML", signals: [.package("python-fasthtml")],
            document: "https://fastht.ml/docs/",
            plan: { ServerPlan.asynchronous($0, constructors: ["FastHTML", "fast_app"], name: "FastHTML") }),
        Framework(
            slug: "litestar", name: "Litestar", signals: [.package("litestar")],
            document: "https://docs.litestar.dev/latest/topics/deployment/",
            plan: { ServerPlan.asynchronous($0, constructors: ["Litestar"], name: "Litestar") }),
        Framework(
            slug: "quart", name: "Quart", signals: [.package("quart")],
            document: "https://quart.palletsprojects.com/en/latest/tutorials/deployment.html",
            plan: { ServerPlan.asynchronous($0, constructors: ["Quart"], name: "Quart") }),
        Framework(
            slug: "flask", name: "Flask", signals: [.package("flask")],
            document: "https://flask.palletsprojects.com/en/stable/deploying/",
            plan: { ServerPlan.synchronous($0, constructors: ["Flask", "APIFlask", "OpenAPI"], name: "Flask") }),
        Framework(
            slug: "bottle", name: "Bottle", signals: [.package("bottle")],
            document: "https://bottlepy.org/docs/dev/deployment.html",
            plan: { ServerPlan.synchronous($0, constructors: ["Bottle", "default_app"], name: "Bottle") }),
        Framework(
            slug: "falcon", name: "Falcon", signals: [.package("falcon")],
            document: "https://falcon.readthedocs.io/en/stable/deploy/",
            plan: { ServerPlan.synchronous($0, constructors: ["App", "API"], name: "Falcon") }),
        Framework(
            slug: "starlette", name: "Starlette", signals: [.package("starlette")],
            document: "https://www.starlette.io/",
            plan: { ServerPlan.asynchronous($0, constructors: ["Starlette"], name: "Starlette") }),
    ]
}

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
