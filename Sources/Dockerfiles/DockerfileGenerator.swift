// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// Writes the Dockerfile that a careful engineer would write for a blueprint, to be kept and changed by its owner.
///
/// Pure: the same blueprint, files and options give the same bytes.
package struct DockerfileGenerator: Sendable {
    private let options: DockerfileOptions

    package init(_ options: DockerfileOptions = DockerfileOptions()) { self.options = options }

    /// The names of the stacks that have a recipe, in the order in which they are tried.
    package static var stacks: [String] { Recipe.all.map(\.name) }

    /// Throws `dockerfile_impossible` for a blueprint with nothing to run or to serve, and for commands that no file of text
    /// can hold.
    package func generate(_ blueprint: Blueprint, of files: SourceFiles) throws(Failure) -> GeneratedDockerfile {
        try check(blueprint)
        let subject = Subject(blueprint: blueprint, files: files)
        let recipe = Recipe.all.first { $0.suits(subject) } ?? .shell
        var plan = recipe.plan(subject)
        plan.addForeignTools(for: subject, servesFolder: blueprint.start == nil)
        for (runtime, text) in subject.unusedVersions {
            plan.notes.append("asks for \(runtime) \(text), which names no image: \(subject.version(runtime)) is taken")
        }
        return Assembly(plan: plan, subject: subject, options: options).dockerfile()
    }

    private func check(_ blueprint: Blueprint) throws(Failure) {
        guard blueprint.start != nil || blueprint.outputDirectory != nil else {
            throw Failure(
                .dockerfileImpossible, "nothing says what an image would run or serve",
                hint: "write dextra.yaml with 'start: <command>' or 'output_directory: <folder>'")
        }
        let texts = [
            blueprint.install, blueprint.build, blueprint.start, blueprint.release, blueprint.outputDirectory,
            blueprint.healthPath,
        ].compactMap(\.self)
        if texts.contains(where: { $0.utf8.contains(0) }) {
            throw Failure(.dockerfileImpossible, "a command holds a zero byte, which no shell can be given")
        }
        if let folder = blueprint.outputDirectory, blueprint.start == nil, !folder.isPlainPath {
            throw Failure(
                .dockerfileImpossible, "the folder '\(folder)' can't be named in a Dockerfile",
                hint: "use letters, digits, '-', '_', '.' and '/'")
        }
        let isName = { (name: String) in
            name.utf8.first.map { !(0x30...0x39).contains($0) } == true && name.utf8.allSatisfy(\.isShellName)
        }
        if let name = options.buildVariables.first(where: { !isName($0) }) {
            throw Failure(
                .dockerfileImpossible, "'\(name)' is no name of a variable", hint: "use letters, digits and '_'")
        }
    }
}
