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

    /// setup.py is a program and setup.cfg an INI file: what stands under `install_requires`, or in the list that it is
    /// given by name, is what can be known.
    private mutating func addQuotedOrListed(in file: String) {
        let lines = source.lines(file).prefix(400)
        var lists = ["install_requires"]
        for line in lines {
            guard let value = line.after("install_requires")?.after("=")?.leadingTrimmed else { continue }
            let name = value.leadingWord
            if !name.isEmpty, value.dropFirst(name.count).first != "(" { lists.append(name) }
        }
        var isInside = false
        for line in lines {
            let text = line.trimmed()
            let isFirst = !isInside && opens(lists, text)
            if isFirst {
                let listed = text.after("[") ?? ""
                let pieces = listed.split(omittingEmptySubsequences: false) { $0 == "\"" || $0 == "'" }
                for (index, piece) in pieces.enumerated() where index % 2 == 1 {
                    if let requirement = PythonRequirement(piece) { add(requirement, file) }
                }
                isInside = !listed.contains("]")
                continue
            }
            guard isInside else { continue }
            if text.hasPrefix("]") || text.hasPrefix("[") || text.contains(" =") { isInside = false; continue }
            if let requirement = PythonRequirement(text.firstQuoted ?? text) { add(requirement, file) }
        }
    }

    /// Whether a list of that name begins on the line: `requires = [`, `install_requires=[` within a call.
    private func opens(_ lists: [String], _ text: String) -> Bool {
        lists.contains { name in
            guard
                let rest = name == "install_requires" ? text.after(name) : text.hasPrefix(name) ? text.after(name) : nil
            else { return false }
            return rest.leadingTrimmed.first == "="
        }
    }

    func declares(_ package: String) -> String? { packages[package] }

    /// The first of several packages that is declared.
    func firstDeclared(_ names: [String]) -> String? { names.first { packages[$0] != nil } }

    /// Whether anything has to be installed before the program runs.
    var hasDependencies: Bool { !packages.isEmpty || requirementsFile != nil }
}
