// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

/// A project of one ecosystem as its manifests describe it.
protocol EcosystemProject: SendableMetatype {
    var source: Source { get }
    /// The file that declares a dependency on a package; nil when none does.
    func declares(_ package: String) -> String?
    /// The file that declares a package as needed when the program runs, rather than to build or test it.
    func needs(_ package: String) -> String?
}

extension EcosystemProject {
    func needs(_ package: String) -> String? { declares(package) }
}

/// One row of an ecosystem's table: how a framework is recognised and what follows from it.
///
/// Adding a framework is adding a row. Rows are tried in order, so the more specific one stands first.
struct Framework<Project: EcosystemProject>: Sendable {
    /// Vercel's slug where one exists, else the framework's own short name.
    var slug: String
    /// What people call it, for evidence.
    var name: String
    /// Any one of these is enough.
    var signals: [Signal]
    /// Where the commands and defaults of the row are documented.
    var document: String
    var plan: @Sendable (Project) -> Plan

    /// The first signal the project gives, as evidence; nil when it gives none.
    func recognise(_ project: Project) -> Blueprint.Evidence? {
        signals.lazy.compactMap { $0.evidence(in: project, for: name) }.first
    }
}

/// One sign by which a row of a table is recognised.
indirect enum Signal: Sendable {
    /// A dependency on any of these packages.
    case package(String)
    /// A dependency that the running program needs: a server library that only tests use says nothing.
    case needed(String)
    /// A file or folder.
    case file(String)
    /// A file in the root with one of the endings.
    case endings([String])
    /// A file whose text contains a piece of ASCII text.
    case text(file: String, holds: String)
    /// A piece of ASCII text in one of the source files with an ending, those nearest to the root.
    case code(String, in: String)
    /// All of several.
    case all([Signal])
    /// Any one of several.
    case any([Signal])
    /// The absence of another.
    case without(Signal)

    static let maximumFiles = 24

    func evidence(in project: some EcosystemProject, for name: String) -> Blueprint.Evidence? {
        switch self {
        case .package(let package):
            return project.declares(package).map { .init(file: $0, says: "depends on \(package): \(name)") }
        case .needed(let package):
            return project.needs(package).map { .init(file: $0, says: "depends on \(package): \(name)") }
        case .file(let path):
            return project.source.exists(path) ? .init(file: path, says: "exists: \(name)") : nil
        case .endings(let endings):
            let file = project.source.list("").first { entry in
                !entry.isFolder && endings.contains { entry.name.hasSuffix($0) }
            }
            return file.map { .init(file: $0.name, says: "exists: \(name)") }
        case .text(let file, let needle):
            guard project.source.text(file)?.holds(needle) == true else { return nil }
            return .init(file: file, says: "has \(needle): \(name)")
        case .code(let needle, let ending):
            let files = project.source.files(endingIn: [ending]).prefix(Self.maximumFiles)
            return files.first { project.source.text($0)?.holds(needle) == true }
                .map { .init(file: $0, says: "has \(needle): \(name)") }
        case .any(let signals):
            return signals.lazy.compactMap { $0.evidence(in: project, for: name) }.first
        case .without(let signal):
            return signal.evidence(in: project, for: name) == nil ? .init(file: "", says: "") : nil
        case .all(let signals):
            let evidence = signals.map { $0.evidence(in: project, for: name) }
            return evidence.contains { $0 == nil } ? nil : evidence.first ?? nil
        }
    }
}

/// One row of a table of package managers.
struct PackageManager<Project: EcosystemProject>: Sendable {
    var name: String
    /// Any of these files shows that it is used; the first that exists is the evidence.
    var lockfiles: [String]
    /// What else shows it: a section of a manifest that only this tool reads.
    var isDeclared: @Sendable (Project) -> Blueprint.Evidence? = { _ in nil }
    var document: String
    /// The install command; nil when there is nothing to install. `lockfile` is the one that was found.
    var install: @Sendable (_ project: Project, _ lockfile: String?) -> String?
}
