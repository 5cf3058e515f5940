// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// An image as the engine described it at one moment.
package struct ImageSnapshot: Sendable, Hashable {
    /// `sha256:…`
    package var id: String
    package var tags: [String]
    /// `name@sha256:…` for each registry it was pulled from or pushed to.
    package var digests: [String]
    package var created: Timestamp?
    package var size: Int
    package var architecture: String
    package var operatingSystem: String
    package var labels: [String: String]
    package var exposedPorts: [Int]
    package var environment: [String]
    package var command: [String]
    package var entrypoint: [String]
    package var workingDirectory: String
    package var user: String
    package var stopSignal: String?
    package var hasHealthcheck: Bool
    /// `sha256:…` of each layer's content, the lowest first.
    package var layers: [String]
}

/// One line of the list of images.
package struct ImageSummary: Sendable, Hashable {
    package var id: String
    package var tags: [String]
    package var digests: [String]
    package var labels: [String: String]
    package var size: Int
    package var created: Timestamp
}

/// One instruction of an image's past, the newest first.
package struct ImageLayer: Sendable, Hashable {
    /// `<missing>` when the layer came from a registry.
    package var id: String
    package var created: Timestamp
    package var instruction: String
    package var size: Int
    package var tags: [String]
}
