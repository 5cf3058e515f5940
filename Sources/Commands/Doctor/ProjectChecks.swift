// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Configuration
import Detection
import Model
import Primitives
import Processes

/// What a project's own commands need of this machine.
package struct ProjectChecks: Sendable {
    private let path: String
    private let member: String?
    private let searchPath: String

    private static let patience = Duration.seconds(30)

    /// - path: the project's folder.
    /// - searchPath: where builds and applications would find programs.
    package init(path: String, member: String? = nil, searchPath: String) {
        self.path = path
        self.member = member
        self.searchPath = searchPath
    }

    /// One finding for each program; throws the detector's codes.
    package func run() async throws -> [Finding] {
        let tree = try DirectoryFileTree(path: path)
        let configuration = try ProjectFolder(path: path).configuration()
        let part = member ?? configuration?.root
        let detected: Blueprint
        do {
            detected = try Detector().detect(tree, member: part)
        } catch {
            guard let configuration, configuration.settings(for: .production).describesApplication else { throw error }
            detected = Blueprint()
        }
        let blueprint = configuration?.merged(into: detected, profile: .production) ?? detected
        // What is built and run in containers needs nothing of this machine.
        if configuration?.settings(for: .production).platform == .docker { return [] }
        var findings: [Finding] = []
        for program in blueprint.programs {
            let requirement = program.runtime.flatMap {
                RuntimeRequirement.of($0, in: tree, member: part, blueprint: blueprint)
            }
            findings.append(await check(program, requirement))
        }
        return findings
    }

    /// What of the project needs a Docker Engine, as dextra.yaml writes it; nil when nothing does.
    package func engineNeed() throws -> String? {
        guard let settings = try ProjectFolder(path: path).configuration()?.settings(for: .production) else {
            return nil
        }
        if settings.platform == .docker { return "'platform: docker' in dextra.yaml" }
        return settings.services.isEmpty ? nil : "'services' in dextra.yaml"
    }

    private func check(_ program: ToolchainProgram, _ requirement: RuntimeRequirement?) async -> Finding {
        guard let executable = find(program.name) else {
            return Finding(
                program.name, .missing, "not installed; the project needs it", packages: program.packages,
                hint: "see \(program.document)")
        }
        let version = await version(of: program, executable)
        let found = version.map { "\($0), \(executable)" } ?? executable
        guard let requirement else { return Finding(program.name, .ok, found) }
        let asked = "\(requirement.file ?? "the project") asks for \(requirement.text)"
        switch version.flatMap(requirement.isMet(by:)) {
        case true?: return Finding(program.name, .ok, "\(found); \(asked)")
        case false?:
            return Finding(
                program.name, .warn, "\(found); \(asked), which this is not", hint: "see \(program.document)")
        case nil: return Finding(program.name, .ok, "\(found); \(asked)")
        }
    }

    /// As a build finds it: nothing beside its own PATH.
    private func find(_ name: String) -> String? {
        searchPath.split(separator: ":").map { "\($0)/\(name)" }.first { ProgramSearch.isExecutable($0) }
    }

    private func version(of program: ToolchainProgram, _ executable: String) async -> String? {
        let command = Command(
            executable: executable, arguments: program.versionArguments,
            environment: ["PATH": searchPath, "LANG": "C.UTF-8", "HOME": "/nonexistent"], output: .merged)
        guard let (_, output, _) = try? await Child.collect(command, timeout: Self.patience, limit: 16_384) else {
            return nil
        }
        return Self.version(in: String(decoding: output, as: UTF8.self), of: program.name)
    }

    /// The first number with a dot in what a program says of itself, best in a line that begins with its name.
    package static func version(in text: String, of program: String) -> String? {
        let lines = text.split(whereSeparator: \.isNewline)
        let own = lines.filter { $0.lowercased().hasPrefix(program.lowercased()) }
        for line in own + lines {
            let numbers = line.split { !($0.isASCII && ($0.isNumber || $0 == ".")) }
            if let number = numbers.first(where: { $0.contains(".") && $0.first != "." && $0.last != "." }) {
                return String(number)
            }
        }
        return nil
    }
}
