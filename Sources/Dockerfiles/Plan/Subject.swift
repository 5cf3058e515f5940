// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection
import Model

/// What a recipe looks at: the blueprint and the source's files, with the versions that images are chosen by.
struct Subject {
    let blueprint: Blueprint
    let files: SourceFiles

    /// The program that the start command runs; nil when that can't be said.
    var startProgram: String? { blueprint.start.flatMap { ShellLine($0).program }.map(String.init) }

    /// Whether the programs that the commands call by name include one of these.
    func calls(_ names: String...) -> Bool { blueprint.programs.contains { names.contains($0.name) } }

    /// The version to take of a runtime: the one that is asked for, if it is a number, else the default.
    func version(_ runtime: String) -> String {
        if let asked = blueprint.runtimeVersions[runtime], Self.isVersion(asked) { return asked }
        return DefaultVersions.version(of: runtime)
    }

    /// The first numbers of it: `3.11` of `3.11.7`.
    func version(_ runtime: String, numbers: Int) -> String {
        version(runtime).split(separator: ".").prefix(numbers).joined(separator: ".")
    }

    /// What is asked for and can't be the tag of an image.
    var unusedVersions: [(runtime: String, text: String)] {
        blueprint.runtimeVersions.filter { !Self.isVersion($0.value) }.sorted { $0.key < $1.key }
            .map { ($0.key, $0.value) }
    }

    /// Digits and points, at most four numbers.
    static func isVersion(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return (1...4).contains(parts.count)
            && parts.allSatisfy { (1...6).contains($0.utf8.count) && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    }
}
