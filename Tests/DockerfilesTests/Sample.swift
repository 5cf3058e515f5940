// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection
import Dockerfiles
import Model
import Testing

/// A project of one stack, and what its image stands on.
struct Sample: Sendable, CustomTestStringConvertible {
    var name: String
    var tree: [String: String]
    /// The first stage's image; that of the only stage when nothing is built.
    var builder: String
    var runtime: String
    /// A piece of the dependency layer's COPY; nil when there is no such layer.
    var manifests: String?
    /// The command, as a line.
    var starts: String

    init(
        _ name: String, _ tree: [String: String], from builder: String, to runtime: String, manifests: String? = nil,
        starts: String
    ) {
        self.name = name
        self.tree = tree
        self.builder = builder
        self.runtime = runtime
        self.manifests = manifests
        self.starts = starts
    }

    var testDescription: String { name }

    func generate(_ options: DockerfileOptions = DockerfileOptions()) throws -> GeneratedDockerfile {
        let tree = InMemoryFileTree(texts: tree)
        return try DockerfileGenerator(options).generate(Detector().detect(tree), of: SourceFiles(tree))
    }
}

/// What a blueprint gives with files of no matter.
func generate(
    _ blueprint: Blueprint, _ tree: [String: String] = [:], _ options: DockerfileOptions = DockerfileOptions()
) throws -> GeneratedDockerfile {
    try DockerfileGenerator(options).generate(blueprint, of: SourceFiles(InMemoryFileTree(texts: tree)))
}
