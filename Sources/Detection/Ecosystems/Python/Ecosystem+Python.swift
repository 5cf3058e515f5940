// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

extension Ecosystem {
    static let python = Ecosystem(
        language: "python",
        looksFor: "requirements.txt, pyproject.toml, Pipfile, manage.py or main.py",
        survey: { source in
            let manifests =
                PythonProject.requirementFiles + [
                    "pyproject.toml", "Pipfile", "setup.py", "setup.cfg", "manage.py", "mkdocs.yml", "mkdocs.yaml",
                ]
            let hasManifest = source.first(of: manifests) != nil
            guard hasManifest || source.list("").contains(where: { !$0.isFolder && $0.name.hasSuffix(".py") }) else {
                return nil
            }
            return draft(PythonProject(source))
        })

    private static func draft(_ project: PythonProject) -> Draft {
        var draft = Draft(language: "python", rank: .mention)
        draft.sourceEndings = [".py"]
        noteBrokenManifests(project, in: &draft)
        installPackages(project, in: &draft)
        var framework = Framework<PythonProject>.python.lazy
            .compactMap { row in row.recognise(project).map { (row, $0) } }.first
        if framework == nil { framework = undeclaredFramework(project, in: &draft) }
        if let (row, evidence) = framework {
            draft.blueprint.framework = row.slug
            draft.note(evidence.file, evidence.says)
            let plan = row.plan(project)
            draft.apply(plan)
            draft.rank = plan.start == nil ? .mention : .server
            if plan.start?.holds("bin/uvicorn") == true, !ServerPlan.bringsUvicorn(project) {
                draft.blueprint.install = draft.blueprint.install.map { $0 + " && .venv/bin/pip install uvicorn" }
            }
        } else if let script = PythonScript.find(in: project) {
            draft.blueprint.start = script.command
            draft.blueprint.port = script.port
            draft.note(script.file, "is run as a script")
            draft.rank = .program
            draft.blueprint.confidence = 0.7
        } else {
            planSite(project, in: &draft)
        }
        if draft.blueprint.install != nil {
            draft.executables = [".venv/bin"]
        }
        return draft
    }

    /// A site of documents, where there is nothing to run.
    private static func planSite(_ project: PythonProject, in draft: inout Draft) {
        let rows = Framework<PythonProject>.pythonSites
        guard let (row, evidence) = rows.lazy.compactMap({ row in row.recognise(project).map { (row, $0) } }).first
        else {
            return
        }
        draft.blueprint.framework = row.slug
        draft.note(evidence.file, evidence.says)
        draft.apply(row.plan(project))
        draft.rank = .site
        let packages = project.undeclaredSitePackages
        guard !packages.isEmpty else { return }
        draft.blueprint.packageManager = draft.blueprint.packageManager ?? "pip"
        let names = packages.map(\.shellQuoted).joined(separator: " ")
        draft.blueprint.install = "python3 -m venv .venv && .venv/bin/pip install \(names)"
        draft.note(
            evidence.file, "needs \(packages.joined(separator: ", ")), which nothing declares: installed by name")
        draft.blueprint.confidence = 0.8
    }

    private static func noteBrokenManifests(_ project: PythonProject, in draft: inout Draft) {
        for file in ["pyproject.toml", "Pipfile"] {
            guard let text = project.source.text(file) else { continue }
            do {
                _ = try TOMLParser.parse(text)
            } catch {
                draft.note(file, "is not valid TOML, line \(error.line): \(error.message)")
            }
        }
    }

    private static func installPackages(_ project: PythonProject, in draft: inout Draft) {
        for manager in PackageManager<PythonProject>.python {
            if let lockfile = project.source.first(of: manager.lockfiles) {
                draft.note(lockfile, "is written by \(manager.name)")
                draft.blueprint.packageManager = manager.name
                draft.blueprint.install = manager.install(project, lockfile)
                return
            }
        }
        for manager in PackageManager<PythonProject>.python {
            if let evidence = manager.isDeclared(project) {
                draft.note(evidence.file, evidence.says)
                draft.blueprint.packageManager = manager.name
                draft.blueprint.install = manager.install(project, nil)
                return
            }
        }
    }

    /// A framework that is imported though nothing declares it: it is installed by its name.
    private static func undeclaredFramework(
        _ project: PythonProject, in draft: inout Draft
    ) -> (Framework<PythonProject>, Blueprint.Evidence)? {
        guard !project.hasDependencies else { return nil }
        let files = project.source.files(endingIn: [".py"]).prefix(40)
        for row in Framework<PythonProject>.python where ["flask", "fastapi", "django"].contains(row.slug) {
            let module = row.slug
            let file = files.first { imports(module, project.source.text($0) ?? "") }
            guard let file else { continue }
            draft.blueprint.packageManager = draft.blueprint.packageManager ?? "pip"
            draft.blueprint.install = "python3 -m venv .venv && .venv/bin/pip install \(module)"
            return (row, .init(file: file, says: "imports \(module), which nothing declares: it is installed by name"))
        }
        return nil
    }

    /// Whether one of a text's first 80 lines takes in a module.
    private static func imports(_ module: String, _ text: String) -> Bool {
        guard text.holds(module) else { return false }
        return text.split(separator: "\n", maxSplits: 80, omittingEmptySubsequences: false).prefix(80).contains {
            $0.hasPrefix("from \(module) import") || $0.hasPrefix("import \(module)") || $0.hasPrefix("from \(module).")
        }
    }
}
