// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// How a release's image is made, on a platform that runs images.
package struct ImageSettings: Sendable, Hashable, Codable {
    /// The project's own Dockerfile, relative to the project's root; nil for `Dockerfile` where there is one.
    package var dockerfile: String?
    /// The instructions are written by Dextra even where the project has a Dockerfile.
    package var isGenerated: Bool
    /// The stage to stop at; nil for the last.
    package var target: String?
    /// E.g. `linux/arm64`; nil for the engine's own.
    package var platform: String?
    /// Plain values for ARG.
    package var arguments: [String: String]

    package init(
        dockerfile: String? = nil, isGenerated: Bool = false, target: String? = nil, platform: String? = nil,
        arguments: [String: String] = [:]
    ) {
        self.dockerfile = dockerfile
        self.isGenerated = isGenerated
        self.target = target
        self.platform = platform
        self.arguments = arguments
    }

    private enum CodingKeys: String, CodingKey {
        case dockerfile = "path"
        case isGenerated = "generate"
        case target, platform
        case arguments = "args"
    }
}
