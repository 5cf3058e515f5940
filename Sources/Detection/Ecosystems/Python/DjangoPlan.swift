// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// How a Django project is migrated, collected and served, from manage.py and its settings.
enum DjangoPlan {
    static func make(_ project: PythonProject) -> Plan {
        let source = project.source
        let candidates = source.files(endingIn: ["manage.py"]).filter { $0.splitPath().name == "manage.py" }
        guard
            let manage = candidates.first(where: { source.text($0)?.holds("DJANGO_SETTINGS_MODULE") == true })
                ?? candidates.first
        else {
            var plan = Plan(confidence: 0.4)
            plan.note("manage.py", "is missing: Django is declared, but there is no project to run")
            return plan
        }
        let folder = manage.splitPath().folder
        // Commands run where manage.py is; the environment stays in the source's root.
        let enter = folder.isEmpty ? "" : "cd \(folder) && "
        let bin = folder.split(separator: "/").map { _ in "../" }.joined() + ".venv/bin"
        var plan = Plan(release: "\(enter)\(bin)/python manage.py migrate --noinput")
        plan.note(manage, "manages the Django project")
        let settings = Settings(manage: manage, folder: folder, source: source)
        if let file = settings.staticRootFile {
            plan.build = "\(enter)\(bin)/python manage.py collectstatic --noinput"
            plan.note(file, "sets STATIC_ROOT: static files are collected")
        }
        if let (module, file) = settings.wsgi, let declared = project.declares("gunicorn") {
            plan.start = "\(enter)\(bin)/gunicorn --bind ${HOST:-0.0.0.0}:$PORT \(module)"
            plan.note(file, "names the WSGI application \(module)")
            plan.note(declared, "depends on gunicorn, which serves the application")
        } else if let (module, file) = settings.asgi,
            let server = project.firstDeclared(["uvicorn", "daphne", "hypercorn"])
        {
            let options =
                switch server {
                case "daphne": "-b ${HOST:-0.0.0.0} -p $PORT"
                case "hypercorn": "--bind ${HOST:-0.0.0.0}:$PORT"
                default: "--host ${HOST:-0.0.0.0} --port $PORT"
                }
            plan.start = "\(enter)\(bin)/\(server) \(options) \(module)"
            plan.note(file, "names the ASGI application \(module)")
        } else if let (module, file) = settings.wsgi, project.declares("waitress") != nil {
            plan.start = "\(enter)\(bin)/waitress-serve --listen=${HOST:-0.0.0.0}:$PORT \(module)"
            plan.note(file, "names the WSGI application \(module)")
        } else {
            plan.start = "\(enter)\(bin)/python -u manage.py runserver ${HOST:-0.0.0.0}:$PORT --noreload"
            plan.note(manage, "no WSGI server is declared: Django's own is used; add gunicorn for production")
            plan.confidence = 0.85
        }
        return plan
    }

    /// What the settings module says about serving.
    private struct Settings {
        var wsgi: (module: String, file: String)?
        var asgi: (module: String, file: String)?
        var staticRootFile: String?

        init(manage: String, folder: String, source: Source) {
            let line = source.lines(manage).first { $0.holds("DJANGO_SETTINGS_MODULE") }
            let module = line.flatMap { $0.after("DJANGO_SETTINGS_MODULE") }
                .flatMap { $0.after(",")?.firstQuoted ?? $0.after("=")?.firstQuoted }
            guard let module, module.utf8.allSatisfy({ $0.isWordByte || $0 == UInt8(ascii: ".") }) else { return }
            let path = module.split(separator: ".").joined(separator: "/").inFolder(folder)
            let parent = path.splitPath().folder
            let files = [
                "\(path).py", "\(path)/__init__.py", "\(path)/base.py", "\(path)/common.py", "\(path)/production.py",
                "\(path)/prod.py", "\(parent)/base.py", "\(parent)/common.py", "\(parent)/production.py",
                "\(parent)/prod.py",
            ]
            for file in files where source.exists(file) {
                for line in source.lines(file) {
                    let name = line.leadingWord
                    guard line.dropFirst(name.count).drop(while: { $0 == " " }).first == "=" else { continue }
                    switch name {
                    case "STATIC_ROOT": staticRootFile = staticRootFile ?? file
                    case "WSGI_APPLICATION": wsgi = wsgi ?? Self.address(line).map { ($0, file) }
                    case "ASGI_APPLICATION": asgi = asgi ?? Self.address(line).map { ($0, file) }
                    default: break
                    }
                }
            }
            // What `startproject` makes stands beside the settings, even when they do not name it.
            var package = module.split(separator: ".").dropLast().map(String.init)
            if package.last == "settings" { package.removeLast() }
            let beside = package.joined(separator: "/").inFolder(folder)
            let dotted = package.joined(separator: ".")
            if wsgi == nil, source.exists("\(beside)/wsgi.py") {
                wsgi = ("\(dotted).wsgi:application", "\(beside)/wsgi.py")
            }
            if asgi == nil, source.exists("\(beside)/asgi.py") {
                asgi = ("\(dotted).asgi:application", "\(beside)/asgi.py")
            }
        }

        /// `"shop.wsgi.application"` as `shop.wsgi:application`.
        private static func address(_ line: Substring) -> String? {
            guard let value = line.firstQuoted, let dot = value.lastIndex(of: ".") else { return nil }
            return "\(value[..<dot]):\(value[value.index(after: dot)...])"
        }
    }
}
