// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A Dockerfile made from a blueprint, and what belongs to it.
package struct GeneratedDockerfile: Sendable, Hashable {
    /// The Dockerfile's text.
    package var text: String
    /// The text of the .dockerignore to go with it.
    package var ignore: String
    /// Every image that it builds on, in the order of its stages.
    package var baseImages: [String]
    /// The port inside the container unless PORT says otherwise.
    package var port: Int
    /// The words of the image's own health check; nil for one without a shell, which is probed from outside.
    package var healthCheck: [String]?
    package var hasHealthCheck: Bool { healthCheck != nil }
    /// What was assumed or could not be done, one sentence each.
    package var notes: [String]
}
