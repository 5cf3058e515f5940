// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Ecosystem {
    /// COBOL as GnuCOBOL compiles it (gnucobol.sourceforge.io/doc/gnucobol.html).
    static let cobol = Ecosystem(
        language: "cobol", looksFor: "*.cbl or *.cob",
        survey: { source in
            let files = source.files(endingIn: [".cbl", ".cob", ".CBL", ".COB"]).prefix(40)
            guard !files.isEmpty else { return nil }
            var draft = Draft(language: "cobol", rank: .mention)
            let usual = ["main", "index", "server", "app"]
            let named = files.first { file in usual.contains { file.splitPath().name.lowercased().hasPrefix("\($0).") }
            }
            guard let file = named ?? (files.count == 1 ? files.first : nil), let text = source.text(file) else {
                draft.note(files[0], "is COBOL, but nothing says which program starts")
                return draft
            }
            // In the fixed form the first six columns are numbers and the seventh marks comments.
            let division = text.split(separator: "\n").first { $0.uppercased().holds("IDENTIFICATION DIVISION") }
            let isFree =
                division.map { $0.prefix { $0 == " " }.count < 6 && $0.prefix(6).contains { $0.isLetter } } ?? false
            let others = files.filter {
                $0 != file && source.text($0)?.uppercased().holds("PROCEDURE DIVISION") == true
            }
            let sources = ([file] + others).map(\.shellQuoted).joined(separator: " ")
            var plan = Plan(
                build: "mkdir -p bin && cobc -x\(isFree ? " -free" : "") -o bin/app \(sources)", start: "./bin/app",
                confidence: 0.7)
            plan.note(file, "is the program")
            draft.apply(plan)
            draft.rank = .program
            return draft
        })
}
