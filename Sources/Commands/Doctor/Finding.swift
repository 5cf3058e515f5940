// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What one check of `dextra doctor` found.
package struct Finding: Sendable, Hashable, Codable {
    /// What was looked at, e.g. `haproxy`.
    package var name: String
    package var status: Status
    /// What was found.
    package var detail: String
    /// The Debian packages that bring what is missing.
    package var packages: [String]
    /// What else can be done about it.
    package var hint: String?

    package enum Status: String, Sendable, Hashable, Codable {
        case ok
        /// Something won't work, or not as well as it could.
        case warn
        /// Nothing can be deployed without it.
        case missing
    }

    package init(
        _ name: String, _ status: Status, _ detail: String, packages: [String] = [], hint: String? = nil
    ) {
        self.name = name
        self.status = status
        self.detail = detail
        self.packages = packages
        self.hint = hint
    }
}

/// Everything that one examination found.
package struct Diagnosis: Sendable, Hashable, Codable {
    package var findings: [Finding]

    package init(_ findings: [Finding]) { self.findings = findings }

    /// Applications can be deployed on this machine.
    package var isReady: Bool { !findings.contains { $0.status == .missing } }

    /// The command that installs all that is missing; nil when nothing is.
    package var installCommand: String? {
        let packages = Set(findings.filter { $0.status != .ok }.flatMap(\.packages)).sorted()
        return packages.isEmpty ? nil : "apt-get install " + packages.joined(separator: " ")
    }

    /// One line per finding, then how to get what is missing.
    package func lines(style: TextStyle) -> [String] {
        let width = findings.map(\.name.count).max() ?? 0
        var lines = findings.flatMap { finding -> [String] in
            let mark =
                switch finding.status {
                case .ok: style.green("ok     ")
                case .warn: style.yellow("warn   ")
                case .missing: style.red("missing")
                }
            let padding = String(repeating: " ", count: width - finding.name.count + 2)
            var detail = TerminalText.harmless(finding.detail)
            if finding.status != .ok, !finding.packages.isEmpty {
                detail += " (Debian: \(finding.packages.joined(separator: " ")))"
            }
            let indent = String(repeating: " ", count: 9 + width + 2)
            return ["\(mark)  \(finding.name)\(padding)\(detail)"]
                + (finding.hint.map { [indent + style.dim(TerminalText.harmless($0))] } ?? [])
        }
        if let installCommand { lines += ["", "Install what is missing with: \(style.bold(installCommand))"] }
        return lines
    }
}
