// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

/// How a Python project's packages come into its virtual environment.
struct PythonPackages {
    private static let programs: Set<String> = ["python3", "python", "pip", "uv", "poetry", "pdm", "pipenv"]

    private let subject: Subject
    private let manager: String
    /// Every file that says what to install.
    let files: [String]

    init(_ subject: Subject) {
        self.subject = subject
        manager = subject.blueprint.packageManager ?? "pip"
        let names: Set<String> = [
            "pyproject.toml", "uv.lock", "poetry.lock", "pdm.lock", "Pipfile", "Pipfile.lock", "poetry.toml", "uv.toml",
            "setup.py", "setup.cfg",
        ]
        files =
            subject.files.find(names, endings: ["requirements.txt", "constraints.txt"])
            + subject.files.find([], endings: [".txt", ".in"]).filter { path in
                let folder = path.split(separator: "/").dropLast().last
                let name = path.split(separator: "/").last ?? ""
                return folder == "requirements" && name != "requirements.txt" && name != "constraints.txt"
                    || name.hasPrefix("requirements-") || name.hasPrefix("requirements_")
            }
    }

    var tools: [String] {
        guard subject.blueprint.install != nil, ["uv", "poetry", "pdm", "pipenv"].contains(manager) else { return [] }
        return ["pip install --no-cache-dir \(manager)==\(subject.version(manager))"]
    }

    var environment: [(String, String)] {
        switch manager {
        case "uv":
            // The image's own Python, and files of its own rather than links into the cache.
            [("UV_PYTHON_DOWNLOADS", "never"), ("UV_LINK_MODE", "copy"), ("UV_COMPILE_BYTECODE", "1")]
        case "pip", "pipenv": [("PIP_DISABLE_PIP_VERSION_CHECK", "1")]
        default: []
        }
    }

    /// The requirements need files of the project when they name some of its folders.
    var manifests: [String] {
        guard subject.isOnly(subject.blueprint.install, of: Self.programs) else { return [] }
        let lines = files.filter { $0.hasSuffix(".txt") }.compactMap(subject.files.text)
            .flatMap { $0.split(whereSeparator: \.isNewline) }
        let isOwn = lines.contains { line in
            line.hasPrefix("-e") || line.hasPrefix("--editable") || line.hasPrefix(".") || line.contains("file:")
        }
        let installsItself =
            subject.blueprint.install?.hasSuffix("pip install .") == true
            || manager == "poetry" && subject.blueprint.install?.contains("--no-root") == false
            || manager == "pdm" && isPackage
        let isWorkspace = subject.files.mention("tool.uv.workspace", in: ["pyproject.toml"])
        return isOwn || installsItself || isWorkspace ? [] : subject.copyable(files)
    }

    /// uv installs the project itself as well, which is there only after the copy.
    var steps: (install: String?, afterCopy: [String]) {
        guard let install = subject.blueprint.install else { return (nil, []) }
        guard manager == "uv", isPackage, !manifests.isEmpty, install.contains("uv sync") else { return (install, []) }
        return (install.replacing("uv sync", with: "uv sync --no-install-project"), [install])
    }

    private var isPackage: Bool { subject.files.text("pyproject.toml")?.contains("[build-system]") == true }

    var caches: [String] {
        switch manager {
        case "uv": ["/root/.cache/uv"]
        case "poetry": ["/root/.cache/pypoetry"]
        case "pdm": ["/root/.cache/pdm"]
        default: ["/root/.cache/pip"]
        }
    }
}
