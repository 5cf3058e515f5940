// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What a project asks of a runtime's version, and which release that is.
struct VersionRequirement {
    var runtime: String
    /// As the file says it.
    var text: String
    var grammar: VersionGrammar

    /// The versions that will do; nil when the text is no range, e.g. a name such as `nightly`.
    var range: VersionRange? {
        if let line = alias { return VersionRange(alternatives: [VersionRange.line(line)]) }
        if grammar == .line, runtime == "java", let version = javaVersion {
            return VersionRange(alternatives: [VersionRange.line(version)])
        }
        // Java 8 and those before it call themselves 1.8 and so on in build files.
        return VersionRange(runtime == "java" && text.hasPrefix("1.") ? String(text.dropFirst(2)) : text, grammar)
    }

    enum Answer: Equatable {
        /// The text names one version already.
        case exact(String)
        /// The newest known release of those that will do.
        case resolved(ReleaseLine)
        /// Nothing in the table will do.
        case unknown
        /// The table has no releases of this runtime, or the text is no range.
        case asWritten
    }

    func answer(from table: ReleaseTable = .current) -> Answer {
        guard let range else { return .asWritten }
        if let only = range.only {
            // `==3.12` is 3.12.0 and nothing else.
            return .exact(only.numbers.count >= 3 ? only.text : Version(Array((only.numbers + [0, 0]).prefix(3))).text)
        }
        // A release that is named in full is what the project is built with.
        if grammar == .minimum, let named = Version(text), named.numbers.count >= 3 { return .exact(text) }
        guard let lines = table.lines[runtime] else { return .asWritten }
        let fitting = lines.filter { line in Version(line.latest).map(range.contains) ?? false }
        if grammar == .minimum, let least = range.alternatives.first?.first?.version {
            // The line that is named, when it is known: what is built with a newer one may behave otherwise.
            let prefix = Array(least.numbers.prefix(runtime == "java" ? 1 : 2))
            if let own = fitting.first(where: { Version($0.latest)?.begins(with: prefix) == true }) {
                return .resolved(own)
            }
        }
        if grammar == .dotnet {
            // A version that is named in full is itself a release; only "latest…" asks for more than that.
            guard text.contains(" latest") else { return .exact(String(text.prefix { $0 != " " })) }
        }
        // A line with long support is what production should run; the table has the newest first.
        guard let best = fitting.first(where: \.isLongTerm) ?? fitting.first else { return .unknown }
        return .resolved(best)
    }

    /// The line of releases that a name stands for.
    private var alias: Version? {
        let name = text.lowercased()
        let lines = ReleaseTable.current.lines[runtime] ?? []
        func version(_ line: ReleaseLine?) -> Version? { line.flatMap { Version($0.latest) } }
        switch (runtime, name) {
        case ("node", "lts/*"), ("node", "lts"), ("node", "lts/latest"):
            return version(lines.first(where: \.isLongTerm))
        case ("node", "node"), ("node", "latest"), ("node", "current"), ("node", "stable"), ("rust", "stable"),
            (_, "latest"):
            return version(lines.first)
        default:
            guard runtime == "node", name.hasPrefix("lts/") || name.hasPrefix("lts-") else { return nil }
            let codename = name.dropFirst(4)
            return version(lines.first { $0.codename.map { $0 == codename } ?? false })
        }
    }

    /// `temurin-17.0.9`, `21.0.2-tem`, `1.8`: a vendor's name around the number; 1.8 is 8.
    private var javaVersion: Version? {
        let number = text.drop { !$0.isNumber }.prefix { $0.isNumber || $0 == "." }
        guard let version = Version(number) else { return nil }
        return version.numbers.first == 1 && version.numbers.count > 1 ? Version([version.numbers[1]]) : version
    }
}
