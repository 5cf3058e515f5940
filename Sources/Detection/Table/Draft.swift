// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

/// A blueprint in the making, as one ecosystem sees the tree.
struct Draft {
    var blueprint: Blueprint
    var rank: Rank
    /// Folders whose executables the project's own commands (a Procfile's, a Dockerfile's) expect on PATH.
    var executables: [String] = []
    /// Names of executables in a virtual environment: `python app.py` must become `.venv/bin/python app.py`.
    var runtimes: Set<String> = []
    /// What makes static assets for another ecosystem's server.
    var assetBuild: String?
    /// Whether building the assets is part of this ecosystem's own build.
    var buildsAssets = false
    /// Endings of the files in which routes are declared.
    var sourceEndings: [String] = []
    /// What the project's own files or other platforms' have said: `start`, `build`, …
    var decided: Set<String> = []
    /// Whether the tree has several programs, of which one has to be chosen.
    var needsChoice = false
    /// Folders of programs other than the one that is planned.
    var otherPrograms: [String] = []
    /// Whether commands and paths are those of the whole tree's root, though the tree is a part of it.
    var seesRoot = false
    /// What manifests ask for, in order of weight.
    var manifestVersions: [(runtime: String, version: String, file: String)] = []

    init(language: String, rank: Rank, confidence: Double = 0.5) {
        blueprint = Blueprint(language: language, languages: [language], confidence: confidence)
        self.rank = rank
    }

    mutating func note(_ file: String, _ says: String) {
        let evidence = Blueprint.Evidence(file: file, says: says)
        if !blueprint.evidence.contains(evidence) { blueprint.evidence.append(evidence) }
    }

    mutating func apply(_ plan: Plan) {
        blueprint.build = plan.build ?? blueprint.build
        blueprint.start = plan.start ?? blueprint.start
        blueprint.release = plan.release ?? blueprint.release
        blueprint.outputDirectory = plan.outputDirectory ?? blueprint.outputDirectory
        blueprint.port = plan.port ?? blueprint.port
        blueprint.healthPath = plan.healthPath ?? blueprint.healthPath
        for evidence in plan.evidence { note(evidence.file, evidence.says) }
        blueprint.confidence = plan.confidence
    }
}

/// What one framework means for building and starting a project.
struct Plan {
    var build: String?
    var start: String?
    var release: String?
    var outputDirectory: String?
    var port: Int?
    var healthPath: String?
    var evidence: [Blueprint.Evidence] = []
    /// 1 when the project says so itself, less for each thing that had to be assumed.
    var confidence = 0.9

    mutating func note(_ file: String, _ says: String) { evidence.append(.init(file: file, says: says)) }

    /// What the plan gives the server to run, or a folder to serve.
    var isServed: Bool { start != nil || outputDirectory != nil }
}
