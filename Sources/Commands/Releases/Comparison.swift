// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Client
import Configuration
import Detection
import Model
import Primitives
import Source
import Wire

/// Two things that are compared, each a release or this folder, and how the outcome is shown.
struct Comparison {
    let client: ServerClient
    let project: ProjectName
    let profile: Profile

    /// A release as facts; its source is nil when that is no longer kept.
    func facts(of number: Int) async throws -> ReleaseFacts {
        let release = try await client.release(number, of: project, profile: profile)
        do {
            return ReleaseFacts(
                release, manifest: try await client.manifest(ofRelease: number, of: project, profile: profile))
        } catch let failure as Failure where failure.code.name == "release_pruned" {
            return ReleaseFacts(release, manifest: nil)
        }
    }

    /// What a deployment of the folder would make a release of now.
    ///
    /// - member: the part of it to deploy when it is not the one that dextra.yaml names.
    func facts(ofFolder path: String, member: String? = nil) async throws -> (facts: ReleaseFacts, root: String) {
        let source = try SourceScanner().scan(path)
        let configuration = try ProjectFolder(path: source.root).configuration() ?? ProjectConfiguration()
        let settings = configuration.settings(for: profile)
        var blueprint = Blueprint()
        do {
            blueprint = try Detector().detect(
                try DirectoryFileTree(path: source.root), member: member ?? configuration.root)
        } catch {
            guard settings.describesApplication else { throw error }
        }
        let set = try await client.environment(of: project, profile: profile)
        var variables = settings.environment.mapValues { EnvironmentVariable.Value.plain($0) }
        for entry in set { variables[entry.name] = entry.secret ? .secret(entry.name) : .plain(entry.value) }
        let marks = set.compactMap { entry in entry.mark.map { (entry.name, $0) } }
        let facts = ReleaseFacts(
            manifest: source.manifest, blueprint: configuration.merged(into: blueprint, profile: profile),
            settings: ReleaseSettings(settings),
            environment: variables.map { EnvironmentVariable(name: $0.key, value: $0.value) },
            secretMarks: Dictionary(marks) { $1 })
        return (facts, source.root)
    }

    func show(
        _ difference: ReleaseDifference, from old: SourceSide, to new: SourceSide, _ arguments: ParsedArguments,
        _ console: Console
    ) async throws {
        if arguments.isOn("source") {
            var lines: [String] = []
            try await SourceDifference(client: client, project: project, profile: profile)
                .show(difference.source ?? [], from: old, to: new) { lines.append($0) }
            if arguments.isOn("json") {
                try console.json(["text": .string(lines.joined(separator: "\n"))] as JSONValue)
            } else {
                for line in lines {
                    console.line(console.isTerminal ? DifferenceText.coloured(line, console.style) : line)
                }
            }
        } else if arguments.isOn("json") {
            try console.json(difference)
        } else {
            for line in DifferenceText.lines(difference, style: console.style) { console.line(line) }
        }
    }
}
