// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

/// Releases as people read them.
enum ReleaseText {
    /// How it stands, or how it ended.
    static func ending(of release: Release) -> String {
        switch release.status {
        case .candidate, .active, .failed: release.status.rawValue
        case .warm, .stopped, .pruned:
            switch release.ended {
            case .superseded: "superseded"
            case .rolledBack: "rolled back from"
            case nil: release.activatedAt == nil ? "failed" : "ended"
            }
        }
    }

    /// How long it had the traffic when it last had it.
    static func served(_ release: Release, now: Timestamp) -> String {
        guard let begin = release.activatedAt else { return "-" }
        if let end = release.endedAt { return HumanText.duration(end - begin) }
        return release.status == .active ? HumanText.duration(now - begin) : "-"
    }

    static func framework(of release: Release) -> String {
        TerminalText.harmless(release.blueprint.framework ?? release.blueprint.language ?? "-")
    }

    static func commit(of release: Release) -> String {
        TerminalText.harmless(release.origin?.summary ?? "source \(release.source.prefix(12))")
    }

    static func lines(_ release: Release, run: Run?, now: Timestamp, style: TextStyle) -> [String] {
        var facts: [(name: String, value: String)] = [
            ("Release", "v\(release.number) (\(release.profile.rawValue))"),
            ("Status", release.status.rawValue), ("Ended", ending(of: release)),
            ("Served", served(release, now: now)),
            ("Created", "\(release.createdAt)"), ("Run", "\(release.runID)"),
        ]
        if let begin = run?.startedAt, let end = run?.finishedAt {
            facts.append(("Deployed in", HumanText.duration(end - begin)))
        }
        facts += [("Source", release.source), ("Artifact", release.artifact), ("Framework", framework(of: release))]
        if let origin = release.origin {
            facts += [("Commit", origin.summary), ("Author", origin.author), ("Subject", origin.subject)]
        }
        let blueprint = release.blueprint
        for (name, value) in [
            ("Install", blueprint.install), ("Build", blueprint.build), ("Release", blueprint.release),
            ("Start", blueprint.start), ("Output", blueprint.outputDirectory),
        ] { if let value { facts.append((name, value)) } }
        for variable in release.environment {
            switch variable.value {
            case .plain(let text): facts.append(("Variable", "\(variable.name)=\(text)"))
            case .secret: facts.append(("Variable", "\(variable.name) (sealed)"))
            }
        }
        return FactText.lines(facts, indent: 0, name: style.bold)
    }
}
