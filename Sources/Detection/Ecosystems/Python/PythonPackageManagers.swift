// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

extension PackageManager<PythonProject> {
    /// In the order of how sure a sign they are: a lock file, a tool's own section, a list of requirements.
    static let python: [PackageManager] = [
        PackageManager(
            name: "uv", lockfiles: ["uv.lock"],
            isDeclared: { project in
                guard project.requirementsFile == nil, project.manifest?[["tool", "uv"]] != nil else { return nil }
                return .init(file: "pyproject.toml", says: "has a [tool.uv] section: uv")
            },
            document: "https://docs.astral.sh/uv/concepts/projects/sync/",
            install: { _, lockfile in lockfile == nil ? "uv sync --no-dev" : "uv sync --frozen --no-dev" }),
        PackageManager(
            name: "poetry", lockfiles: ["poetry.lock"],
            isDeclared: { project in
                guard project.manifest?[["tool", "poetry", "dependencies"]] != nil else { return nil }
                return .init(file: "pyproject.toml", says: "has a [tool.poetry] section: Poetry")
            },
            document: "https://python-poetry.org/docs/cli/#install",
            install: { project, _ in
                // Without its packages the project itself can't be installed; with a src layout it must be.
                let root = project.source.exists("src") ? "" : " --no-root"
                return "POETRY_VIRTUALENVS_IN_PROJECT=true poetry install --only main\(root) --no-interaction"
            }),
        PackageManager(
            name: "pdm", lockfiles: ["pdm.lock"],
            isDeclared: { project in
                guard project.manifest?[["tool", "pdm"]] != nil else { return nil }
                return .init(file: "pyproject.toml", says: "has a [tool.pdm] section: PDM")
            },
            document: "https://pdm-project.org/latest/reference/cli/#install",
            install: { _, lockfile in
                // The environment must be .venv in the project, whatever the machine's own settings are.
                let tool = "PDM_IGNORE_ACTIVE_VENV=1 PDM_VENV_IN_PROJECT=1 pdm install --prod"
                return lockfile == nil ? tool : "\(tool) --frozen-lockfile"
            }),
        PackageManager(
            name: "pipenv", lockfiles: ["Pipfile.lock", "Pipfile"],
            document: "https://pipenv.pypa.io/en/latest/commands.html",
            install: { _, lockfile in
                "PIPENV_VENV_IN_PROJECT=1 pipenv \(lockfile == "Pipfile.lock" ? "sync" : "install --skip-lock")"
            }),
        PackageManager(
            name: "pip", lockfiles: [],
            isDeclared: { project in
                if let file = project.requirementsFile { return .init(file: file, says: "lists requirements: pip") }
                if project.manifest?["project"] != nil || project.manifest?["build-system"] != nil {
                    return .init(file: "pyproject.toml", says: "describes a package: pip")
                }
                return project.source.first(of: ["setup.py", "setup.cfg"]).map {
                    .init(file: $0, says: "describes a package: pip")
                }
            },
            document: "https://pip.pypa.io/en/stable/cli/pip_install/",
            install: { project, _ in
                let what = project.requirementsFile.map { "-r \($0)" } ?? "."
                return "python3 -m venv .venv && .venv/bin/pip install \(what)"
            }),
    ]
}
