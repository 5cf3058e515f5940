// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

/// A Python project as its manifests describe it.
struct PythonProject: EcosystemProject {
    let source: Source
    /// pyproject.toml, where it is valid.
    let manifest: TOMLValue?
    let pipfile: TOMLValue?
    /// The requirements file to install, when there is one.
    let requirementsFile: String?
    /// Declared packages with the file that declares each.
    private(set) var packages: [String: String] = [:]
    /// Extras asked for, e.g. `fastapi[standard]`.
    private(set) var extras: [String: [String]] = [:]

    static let requirementFiles = [
        "requirements.txt", "requirements/production.txt", "requirements/prod.txt", "requirements/base.txt",
        "requirements/requirements.txt", "requirements-prod.txt", "requirements.prod.txt", "reqs.txt",
    ]

    init(_ source: Source) {
        self.source = source
        manifest = source.toml("pyproject.toml")
        pipfile = source.toml("Pipfile")
        requirementsFile = source.first(of: Self.requirementFiles)
        if let requirementsFile {
            for (requirement, file) in RequirementsFile(requirementsFile, in: source).requirements {
                add(requirement, file)
            }
        }
        let project = manifest?["project"]
        for text in project?["dependencies"]?.array ?? [] {
            if let requirement = text.string.flatMap({ PythonRequirement($0) }) { add(requirement, "pyproject.toml") }
        }
        for (name, value) in manifest?[["tool", "poetry", "dependencies"]]?.table ?? [:] where name != "python" {
            guard var requirement = PythonRequirement(name) else { continue }
            requirement.extras = value["extras"]?.array?.compactMap(\.string) ?? []
            add(requirement, "pyproject.toml")
        }
        for (name, value) in pipfile?["packages"]?.table ?? [:] {
            guard var requirement = PythonRequirement(name) else { continue }
            requirement.extras = value["extras"]?.array?.compactMap(\.string) ?? []
            add(requirement, "Pipfile")
        }
        for file in ["setup.cfg", "setup.py"] where source.exists(file) { addQuotedOrListed(in: file) }
    }

    private mutating func add(_ requirement: PythonRequirement, _ file: String) {
        if packages[requirement.name] == nil { packages[requirement.name] = file }
        extras[requirement.name, default: []] += requirement.extras
    }

    /// setup.py is a program and setup.cfg an INI file: the lines under `install_requires` are what can be known.
    private mutating func addQuotedOrListed(in file: String) {
        var isInside = false
        for line in source.lines(file).prefix(400) {
            let text = line.trimmed()
            if text.hasPrefix("install_requires") {
                isInside = true
                for (index, piece) in text.split(whereSeparator: { "\"'".contains($0) }).enumerated()
                where index % 2 == 1 {
                    if let requirement = PythonRequirement(piece) { add(requirement, file) }
                }
                if text.hasSuffix("],") || text.hasSuffix("]") { isInside = false }
                continue
            }
            guard isInside else { continue }
            if text.hasPrefix("]") || text.hasPrefix("[") || text.contains(" =") { isInside = false; continue }
            if let requirement = PythonRequirement(text.firstQuoted ?? text) { add(requirement, file) }
        }
    }

    func declares(_ package: String) -> String? { packages[package] }

    /// The first of several packages that is declared.
    func firstDeclared(_ names: [String]) -> String? { names.first { packages[$0] != nil } }

    /// Whether anything has to be installed before the program runs.
    var hasDependencies: Bool { !packages.isEmpty || requirementsFile != nil }
}
