// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// Says what a source tree is and how it is built and started, from its files alone.
///
/// Pure and deterministic: no process is run, no network asked, and the same tree gives the same blueprint. Each
/// ecosystem drafts its own view; the draft of the highest rank becomes the blueprint, and what the project says about
/// itself (a Procfile, a Dockerfile, another platform's file) goes over what was guessed.
package struct Detector: Sendable {
    package init() {}

    /// - member: the folder of the part to deploy, relative to the root; nil leaves the choice to the source.
    ///
    /// Throws `source_empty`, `source_not_recognised` (its hint lists what was looked for), `member_unknown`, or
    /// `source_ambiguous` when several parts of the tree could be deployed and none of them more than the others.
    package func detect(_ tree: some FileTree, member: String? = nil) throws(Failure) -> Blueprint {
        let source = Source(tree)
        guard source.list("").contains(where: { $0.name != ".git" }) else {
            throw Failure(
                .sourceEmpty, "the folder has no files", hint: "add an index.html, or give the path of another folder")
        }
        let whole = Assembly.blueprint(of: source)
        let workspaces = Workspace.all(in: source)
        lazy var members = Members(source, workspaces: workspaces)
        let rootServes = workspaces.allSatisfy { $0.rootServes(source) }
        if let member, !["", ".", "./"].contains(member) {
            return try members.member(in: member, of: source)
                .inContext(of: whole, source: source, because: "was chosen")
        }
        if member == nil, let designation = Designation(in: source),
            let named = members.deployable.first(where: { $0.folder == designation.folder }),
            // Beside a program of the root's own, a site is that program's pages or its manual.
            whole?.start == nil || named.blueprint.start != nil || !rootServes
        {
            return named.inContext(of: whole, source: source, because: "is what \(designation.file) deploys")
        }
        if let whole, whole.isServed, member != nil || rootServes { return whole }
        if let only = try members.only {
            return only.inContext(of: whole, source: source, because: "is the only folder that can be deployed")
        }
        if let whole { return whole }
        throw Failure(
            .sourceNotRecognised, "nothing in the folder says what it is or how to start it",
            hint: "looked for \(Ecosystem.all.map(\.looksFor).joined(separator: ", ")), Procfile and Dockerfile; "
                + "or write dextra.yaml with 'start: <command>' or 'output_directory: <folder>'")
    }

    /// The parts of a tree that could be deployed on their own, in the order of their paths.
    package func members(of tree: some FileTree) -> [DetectedMember] {
        let source = Source(tree)
        let whole = Assembly.blueprint(of: source)
        return Members(source, workspaces: Workspace.all(in: source)).deployable.map { member in
            DetectedMember(
                path: member.folder, name: member.name(in: source),
                blueprint: member.inContext(of: whole, source: source, because: "can be deployed"))
        }
    }
}

/// A part of a tree that can be deployed on its own.
package struct DetectedMember: Sendable {
    /// Relative to the root; what `--member` and `root:` are given.
    package var path: String
    package var name: String
    /// As seen from the root, where its commands are run.
    package var blueprint: Blueprint
}

extension Blueprint {
    /// Whether there is something to run or a folder to serve.
    var isServed: Bool { start != nil || outputDirectory != nil }
}
