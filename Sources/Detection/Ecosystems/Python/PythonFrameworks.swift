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
        tool(
            "chainlit", "Chainlit", "chainlit", "chainlit run {} --headless --host ${HOST:-0.0.0.0} --port $PORT",
            "https://docs.chainlit.io/deploy/overview"),
        tool(
            "panel", "Panel", "panel",
            "panel serve {} --address ${HOST:-0.0.0.0} --port $PORT --allow-websocket-origin='*'",
            "https://panel.holoviz.org/how_to/deployment/index.html"),
        // A list of all installed packages names FastAPI for Gradio and Flask for Dash: the code says which it is.
        Framework(
            slug: "gradio", name: "Gradio",
            signals: [
                .all([.package("gradio"), .code("import gradio", in: ".py"), .without(.code("FastAPI(", in: ".py"))])
            ],
            document: "https://www.gradio.app/guides/environment-variables",
            plan: { ScriptPlan.make($0, environment: "GRADIO_SERVER_NAME=${HOST:-0.0.0.0} GRADIO_SERVER_PORT=$PORT ") }),
        Framework(
            slug: "dash", name: "Dash", signals: [.all([.package("dash"), .code("Dash(", in: ".py")])],
            document: "https://dash.plotly.com/deployment", plan: ScriptPlan.dash),
        Framework(
            slug: "reflex", name: "Reflex", signals: [.all([.package("reflex"), .file("rxconfig.py")])],
            document: "https://reflex.dev/docs/hosting/self-hosting/",
            plan: { _ in
                Plan(
                    start: ".venv/bin/reflex run --env prod --backend-host ${HOST:-0.0.0.0} --frontend-port $PORT",
                    confidence: 0.7)
            }),
        Framework(
            slug: "nicegui", name: "NiceGUI", signals: [.package("nicegui")],
            document: "https://nicegui.io/documentation/section_configuration_deployment",
            plan: { project in
                var plan = ScriptPlan.make(project, environment: "")
                plan.port = plan.port ?? (plan.start == nil || ScriptPlan.readsPort(project) ? nil : 8080)
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
        Framework(
            slug: "sanic", name: "Sanic", signals: [.package("sanic")],
            document: "https://sanic.dev/en/guide/running/running.html",
            plan: { project in
                guard let application = PythonApplication.find(["Sanic"], in: project.source) else {
                    return ScriptPlan.make(project, environment: "")
                }
                let reference = application.isFactory ? "\(application.address) --factory" : application.address
                var plan = Plan(
                    start:
                        "\(application.module.prefix).venv/bin/sanic \(reference) --host ${HOST:-0.0.0.0} --port $PORT")
                plan.note(application.file, "'\(application.variable)' is the Sanic application")
                return plan
            }),
        Framework(
            slug: "blacksheep", name: "BlackSheep", signals: [.package("blacksheep")],
            document: "https://www.neoteroi.dev/blacksheep/",
            plan: { ServerPlan.asynchronous($0, constructors: ["Application"], name: "BlackSheep") }),
        Framework(
            slug: "pyramid", name: "Pyramid", signals: [.all([.package("pyramid"), .file("production.ini")])],
            document: "https://docs.pylonsproject.org/projects/pyramid/en/latest/narr/startup.html",
            plan: { project in
                var plan = Plan(start: ".venv/bin/pserve production.ini http_port=$PORT", confidence: 0.7)
                plan.port = project.source.text("production.ini").flatMap { text in
                    text.holds("%(http_port)s") ? nil : LuaPlan.listen(in: text.replacing("listen =", with: "listen "))
                }
                plan.note("production.ini", "configures the server")
                return plan
            }),
        script("robyn", "Robyn", "https://robyn.tech/documentation/en/api_reference/getting_started"),
        script("aiohttp", "aiohttp", "https://docs.aiohttp.org/en/stable/deployment.html", holds: "web."),
        script("tornado", "Tornado", "https://www.tornadoweb.org/en/stable/guide/running.html", holds: "tornado"),
        script("cherrypy", "CherryPy", "https://docs.cherrypy.dev/en/latest/deploy.html"),
    ]

    /// A library whose programs serve themselves.
    private static func script(_ slug: String, _ name: String, _ document: String, holds sign: String? = nil)
        -> Framework
    {
        let package = Signal.package(slug)
        return Framework(
            slug: slug, name: name, signals: [sign.map { .all([package, .code($0, in: ".py")]) } ?? package],
            document: document, plan: { ScriptPlan.make($0, environment: "") })
    }

    /// A tool that runs one of the project's files: `{}` in its command.
    private static func tool(
        _ slug: String, _ name: String, _ package: String, _ command: String, _ document: String
    ) -> Framework {
        Framework(
            slug: slug, name: name, signals: [.package(package)], document: document,
            plan: { project in
                guard let script = PythonScript.find(in: project) else { return Plan(confidence: 0.5) }
                var plan = Plan(start: ".venv/bin/" + command.replacing("{}", with: script.file))
                plan.note(script.file, "is the \(name) script")
                return plan
            })
    }
}
