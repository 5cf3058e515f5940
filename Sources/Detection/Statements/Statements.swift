// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

/// Puts what other platforms' files say over what was guessed.
///
/// The order of precedence: dextra.yaml, the Procfile, these files in the order of their table, then the frameworks'
/// tables. Where two disagree, the evidence says so and the confidence is lower.
enum Statements {
    static func apply(_ source: Source, to draft: inout Draft) {
        let procfile = source.text("Procfile").map { Procfile($0).commands } ?? [:]
        // What has been decided, and by which file.
        var decided: [String: (file: String, text: String)] = [:]
        if let web = procfile["web"] { decided["start"] = ("Procfile", web) }
        if let release = procfile["release"] { decided["release"] = ("Procfile", release) }
        for testimony in source.testimonies {
            switch testimony.words {
            case .complaint(let text): draft.note(testimony.file, "can't be read: \(text)")
            case .statement(let statement):
                if case .port = statement.claim, readsPort(source, draft) { continue }
                apply(statement, of: testimony.file, in: source, &decided, to: &draft)
            }
        }
        draft.decided.formUnion(decided.keys)
    }

    /// Whether the program takes PORT, so that it listens where it is told to, whatever the other platform tells it.
    private static func readsPort(_ source: Source, _ draft: Draft) -> Bool {
        source.files(endingIn: draft.sourceEndings).prefix(maximumFiles).contains { file in
            source.text(file).map(ListeningPort.readsPort) ?? false
        }
    }

    private static let maximumFiles = 64

    private static func apply(
        _ statement: Statement, of file: String, in source: Source,
        _ decided: inout [String: (file: String, text: String)], to draft: inout Draft
    ) {
        let text = statement.claim.text
        switch statement.claim {
        case .note: return draft.note(file, "\(statement.key) \(text)")
        // The table of versions looks for those it knows.
        case .variable: return
        default: break
        }
        let subject = subject(of: statement.claim)
        if let earlier = decided[subject] {
            guard earlier.text != text, !statement.isHint else { return }
            draft.note(file, "\(statement.key) is '\(text)'; \(earlier.file) says otherwise and decides")
            draft.blueprint.confidence *= 0.9
            return
        }
        decided[subject] = (file, text)
        // A program that takes PORT is given one, whatever port the other platform expects.
        if case .port = statement.claim, draft.takesPort(in: source) || !draft.isProgram { return }
        if case .healthPath = statement.claim, statement.isHint, draft.blueprint.healthPath != nil { return }
        draft.note(file, "\(statement.key): \(text)")
        enact(statement.claim, in: &draft)
    }

    private static func subject(of claim: Statement.Claim) -> String {
        switch claim {
        case .install: "install"
        case .build: "build"
        // A project is served in one way: by a program, or as files.
        case .start, .output: "start"
        case .release: "release"
        case .port: "port"
        case .healthPath: "health"
        case .variable, .note: ""
        }
    }

    /// `...` in a builder's list of commands stands for those it would run by itself (railpack.com/config/file).
    private static func extended(_ own: String?, by command: String, _ draft: Draft) -> String? {
        let commands = command.components(of: " && ")
        guard commands.contains("...") else { return draft.shell(command) }
        let said = commands.filter { $0 != "..." }.joined(separator: " && ")
        let parts = commands.first == "..." ? [own, said] : [said, own]
        let all = parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " && ")
        return all.isEmpty ? nil : draft.shell(all)
    }

    private static func enact(_ claim: Statement.Claim, in draft: inout Draft) {
        switch claim {
        case .install(let command): draft.blueprint.install = extended(draft.blueprint.install, by: command, draft)
        case .build(let command): draft.blueprint.build = extended(draft.blueprint.build, by: command, draft)
        case .release(let command): draft.blueprint.release = draft.shell(command)
        case .port(let port): draft.blueprint.port = draft.blueprint.port ?? port
        case .healthPath(let path):
            if path.hasPrefix("/"), path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) {
                draft.blueprint.healthPath = path
            }
        case .start(let command):
            draft.blueprint.start = draft.shell(command)
            draft.blueprint.port = ListeningPort.fixed(inCommand: command)
            draft.blueprint.outputDirectory = nil
            draft.blueprint.confidence = max(draft.blueprint.confidence, 0.9)
            if draft.rank < .program { draft.rank = .program }
        case .output(let folder):
            let parts = folder.split(separator: "/").filter { $0 != "." }
            // A framework's own server knows its output better than a host that adapts it.
            guard draft.blueprint.start == nil, !folder.hasPrefix("/"), !parts.contains("..") else { return }
            draft.blueprint.outputDirectory = parts.isEmpty ? "." : parts.joined(separator: "/")
            if draft.rank < .site { draft.rank = .site }
        case .variable, .note: break
        }
    }
}

extension String {
    /// The pieces between the separators, in their order.
    fileprivate func components(of separator: String) -> [String] {
        var pieces: [String] = []
        var rest = self[...]
        while let start = rest.firstUTF8Index(of: separator) {
            pieces.append(String(rest[..<start]))
            rest = rest[rest.utf8.index(start, offsetBy: separator.utf8.count)...]
        }
        return pieces + [String(rest)]
    }
}
