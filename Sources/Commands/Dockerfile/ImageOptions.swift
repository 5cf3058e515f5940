// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Dockerfiles
import Primitives

/// What the command line says about base images.
enum ImageOptions {
    static let specs = [
        OptionSpec(
            "base-image", .value(ValueSpec("NAME=REF")),
            "Take another image for one by its name, e.g. node=registry.example.com/node; repeatable",
            isRepeatable: true),
        OptionSpec(
            "mirror", .value(ValueSpec("PREFIX")), "A registry that stands before the images of Docker Hub"),
    ]

    /// Throws `usage` for a pair without `=`, and what is no name of an image.
    static func read(_ arguments: ParsedArguments) throws -> BaseImages {
        var replacements: [String: String] = [:]
        for pair in arguments.allOptions("base-image") {
            guard let equals = pair.firstIndex(of: "="), equals > pair.startIndex else {
                throw Failure(
                    .usage, "--base-image needs NAME=REF, not '\(pair)'",
                    hint: "for example --base-image=python=registry.example.com/python")
            }
            replacements[String(pair[..<equals])] = String(pair[pair.index(after: equals)...])
        }
        return try BaseImages(mirror: arguments.option("mirror"), replacements: replacements)
    }
}
