// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

extension Ecosystem {
    /// An ecosystem that is a manifest and a table: the first row that recognises the project plans it.
    ///
    /// `read` gives the project, or nil for a tree that has none. `prepare` notes the package manager and its install
    /// command. `program` is the plan for a project of no framework.
    init<Project: EcosystemProject>(
        language: String, looksFor: String, sourceEndings: [String], frameworks: [Framework<Project>],
        read: @escaping @Sendable (Source) -> Project?,
        prepare: @escaping @Sendable (Project, inout Draft) -> Void,
        program: @escaping @Sendable (Project) -> Plan
    ) {
        self.init(
            language: language, looksFor: looksFor,
            survey: { source in
                guard let project = read(source) else { return nil }
                var draft = Draft(language: language, rank: .mention)
                draft.sourceEndings = sourceEndings
                prepare(project, &draft)
                draft.choose(from: frameworks, for: project, otherwise: program)
                return draft
            })
    }
}

extension Draft {
    /// Applies the first row that recognises the project, else the plan for a program of no framework.
    mutating func choose<Project: EcosystemProject>(
        from rows: [Framework<Project>], for project: Project, otherwise program: (Project) -> Plan
    ) {
        let row = rows.lazy.compactMap { row in row.recognise(project).map { (row, $0) } }.first
        if let (row, evidence) = row {
            blueprint.framework = row.slug
            note(evidence.file, evidence.says)
            apply(row.plan(project))
        } else {
            apply(program(project))
        }
        rank =
            if blueprint.start != nil {
                row == nil ? .program : .server
            } else {
                blueprint.outputDirectory == nil ? .mention : .site
            }
    }

    /// The tool that installs packages, its command, and the file that shows it.
    mutating func installs(with manager: String, _ command: String?, shownBy file: String) {
        blueprint.packageManager = manager
        blueprint.install = command
        note(file, "is read by \(manager)")
    }

    /// A version that a manifest asks for; a version file of its own says it better and goes before.
    mutating func asks(for runtime: String, _ version: (some StringProtocol)?, in file: String) {
        guard let version, !version.isEmpty, version.utf8.count <= 64 else { return }
        manifestVersions.append((runtime, String(version), file))
    }

    /// Fills in the manifests' versions of the runtimes that no version file names.
    mutating func settleManifestVersions() {
        for (runtime, version, file) in manifestVersions {
            if let decided = blueprint.runtimeVersions[runtime] {
                if decided != version { note(file, "also asks for \(runtime) \(version)") }
            } else {
                blueprint.runtimeVersions[runtime] = version
                note(file, "asks for \(runtime) \(version)")
            }
        }
    }
}
