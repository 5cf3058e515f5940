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
    /// several folders of the tree could be deployed and none of them more than the others.
    package func detect(_ tree: some FileTree) throws(Failure) -> Blueprint {
        let source = Source(tree)
        guard source.list("").contains(where: { $0.name != ".git" }) else {
            throw Failure(
                .sourceEmpty, "the folder has no files", hint: "add an index.html, or give the path of another folder")
        }
        let whole = Assembly.blueprint(of: source)
        if let whole, whole.isServed { return whole }
        if let member = try Members(source).only { return member.inContext(of: whole) }
        if let whole { return whole }
        throw Failure(
            .sourceNotRecognised, "nothing in the folder says what it is or how to start it",
            hint: "looked for \(Ecosystem.all.map(\.looksFor).joined(separator: ", ")), Procfile and Dockerfile; "
                + "or write dextra.yaml with 'start: <command>' or 'output_directory: <folder>'")
    }
}

extension Blueprint {
    /// Whether there is something to run or a folder to serve.
    var isServed: Bool { start != nil || outputDirectory != nil }
}
