// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// What a project asks of a runtime's version, to hold what a machine has against it.
package struct RuntimeRequirement: Sendable {
    package var runtime: String
    /// As the project says it.
    package var text: String
    /// The file that says it; nil when the blueprint alone does.
    package var file: String?
    private var range: VersionRange?

    private init(_ requirement: VersionRequirement, file: String?) {
        runtime = requirement.runtime
        text = requirement.text
        self.file = file
        range = requirement.range
    }

    /// Nil when the text is no range, or the version none.
    package func isMet(by version: String) -> Bool? {
        guard let range, let version = Version(version) else { return nil }
        return range.contains(version)
    }

    /// What decides the version of a runtime in a blueprint; nil when the project asks for none.
    package static func of(
        _ runtime: String, in tree: some FileTree, member: String? = nil, blueprint: Blueprint
    ) -> RuntimeRequirement? {
        guard let decided = blueprint.runtimeVersions[runtime] else { return nil }
        let source = Source(tree)
        let part = (member ?? "").cleanPath ?? ""
        for view in part.isEmpty ? [source] : [source.part(part), source] {
            for row in VersionSource.all where row.runtime == runtime {
                guard let (text, file) = row.answer(in: view), !text.isEmpty else { continue }
                return .init(
                    .init(runtime: runtime, text: text, grammar: row.grammar), file: file.inFolder(view.folder))
            }
        }
        // A manifest's own field: a version is the least one that will do, anything else a requirement with a sign.
        let grammar: VersionGrammar = decided.first?.isNumber == true ? .minimum : .pessimistic
        return .init(.init(runtime: runtime, text: decided, grammar: grammar), file: nil)
    }
}
