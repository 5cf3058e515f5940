// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// Says what a source tree is and how it is built and started, from its files alone.
///
/// Pure and deterministic: no process is run, no network asked, and the same tree gives the same blueprint. Each
/// ecosystem drafts its own view; the draft of the highest rank becomes the blueprint, and what the project says about
/// itself (a Procfile, a Dockerfile) goes over what was guessed.
package struct Detector: Sendable {
    package init() {}

    /// Throws `source_empty`, `source_not_recognised` (its hint lists what was looked for), or `source_ambiguous` when
    /// several folders of the tree could be deployed.
    package func detect(_ tree: some FileTree) throws(Failure) -> Blueprint {
        let source = Source(tree)
        guard !source.list("").isEmpty else {
            throw Failure(
                .sourceEmpty, "the folder has no files", hint: "add an index.html, or give the path of another folder")
        }
        if let blueprint = blueprint(of: source) { return blueprint }
        throw Failure(
            .sourceNotRecognised, "nothing in the folder says what it is or how to start it",
            hint: "looked for \(Ecosystem.all.map(\.looksFor).joined(separator: "; "))"
                + "; or write dextra.yaml with 'start: <command>' or 'output_directory: <folder>'")
    }

    private func blueprint(of source: Source) -> Blueprint? {
        let drafts = Ecosystem.all.compactMap { $0.survey(source) }
        guard let main = drafts.max(by: { $0.rank < $1.rank }) else { return nil }
        return main.blueprint
    }
}
