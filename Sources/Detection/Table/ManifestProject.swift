// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A project known by one manifest: its name, the packages that it lists and the programs that it builds.
///
/// Enough for most languages: what differs between them is how the manifest is read.
struct ManifestProject: EcosystemProject {
    let source: Source
    /// The manifest's path.
    var manifest: String
    var name: String?
    var packages: Set<String> = []
    /// Names of the programs that the build makes, the likeliest first.
    var programs: [String] = []

    init(_ source: Source, manifest: String) {
        self.source = source
        self.manifest = manifest
    }

    func declares(_ package: String) -> String? { packages.contains(package) ? manifest : nil }

    /// The manifest's text without its comments.
    func code(commentedBy mark: String) -> String { source.code(manifest, commentedBy: mark) }
}

extension Plan {
    /// A project with nothing to run, and why.
    static func nothing(_ file: String, _ says: String) -> Plan {
        var plan = Plan(confidence: 0.4)
        plan.note(file, says)
        return plan
    }
}

extension [String] {
    /// The program most likely to be the one that serves.
    func likeliestProgram(named own: String?) -> String? {
        let usual = [own].compactMap { $0 } + ["server", "web", "app", "App", "Server", "api", "main", "Run"]
        let tools = ["test", "bench", "example", "demo"]
        let able = filter { name in !tools.contains { name.lowercased().holds($0) } }
        return usual.first(where: able.contains) ?? able.first
    }
}
