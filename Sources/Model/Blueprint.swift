// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What a source tree is and how it is built and started, with the evidence for every claim.
package struct Blueprint: Sendable, Hashable, Codable {
    /// The main language, e.g. `python`; nil when none was recognised.
    package var language: String?
    /// Every language found, the main one first.
    package var languages: [String]
    /// Vercel's slug where one exists, else the project's own short name.
    package var framework: String?
    /// E.g. `pip`, `poetry`, `npm`.
    package var packageManager: String?
    /// Runtime to the release that is asked for, e.g. `python: 3.11.7`; as its file says it where no release is known.
    package var runtimeVersions: [String: String]
    /// Shell commands, run in the source's root.
    package var install: String?
    package var build: String?
    package var start: String?
    /// Run once per release before it starts, e.g. database migrations.
    package var release: String?
    /// For static output: the folder to serve, relative to the root.
    package var outputDirectory: String?
    /// The port the program listens on when it does not honour PORT.
    package var port: Int?
    /// The path whose 2xx or 3xx answer means healthy.
    package var healthPath: String?
    package var evidence: [Evidence]
    /// 0 (a guess) to 1 (the source says so).
    package var confidence: Double

    /// One fact and the file that shows it.
    package struct Evidence: Sendable, Hashable, Codable {
        package var file: String
        package var says: String

        package init(file: String, says: String) {
            self.file = file
            self.says = says
        }
    }

    package init(
        language: String? = nil, languages: [String] = [], framework: String? = nil, packageManager: String? = nil,
        runtimeVersions: [String: String] = [:], install: String? = nil, build: String? = nil, start: String? = nil,
        release: String? = nil, outputDirectory: String? = nil, port: Int? = nil, healthPath: String? = nil,
        evidence: [Evidence] = [], confidence: Double = 0
    ) {
        self.language = language
        self.languages = languages
        self.framework = framework
        self.packageManager = packageManager
        self.runtimeVersions = runtimeVersions
        self.install = install
        self.build = build
        self.start = start
        self.release = release
        self.outputDirectory = outputDirectory
        self.port = port
        self.healthPath = healthPath
        self.evidence = evidence
        self.confidence = confidence
    }

    private enum CodingKeys: String, CodingKey {
        case language, languages, framework
        case packageManager = "package_manager"
        case runtimeVersions = "runtime_versions"
        case install, build, start, release
        case outputDirectory = "output_directory"
        case port
        case healthPath = "health_path"
        case evidence, confidence
    }

    /// Writes every key, null where unknown, so that programs can rely on the shape.
    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(language, forKey: .language)
        try values.encode(languages, forKey: .languages)
        try values.encode(framework, forKey: .framework)
        try values.encode(packageManager, forKey: .packageManager)
        try values.encode(runtimeVersions, forKey: .runtimeVersions)
        try values.encode(install, forKey: .install)
        try values.encode(build, forKey: .build)
        try values.encode(start, forKey: .start)
        try values.encode(release, forKey: .release)
        try values.encode(outputDirectory, forKey: .outputDirectory)
        try values.encode(port, forKey: .port)
        try values.encode(healthPath, forKey: .healthPath)
        try values.encode(evidence, forKey: .evidence)
        try values.encode(confidence, forKey: .confidence)
    }
}
