// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// Where base images come from: the registries that their names mean, unless a mirror or a replacement is set.
package struct BaseImages: Sendable, Hashable, Codable {
    /// Stands before the images of Docker Hub, e.g. `mirror.example.com/dockerhub`; official ones are below `library/`, as
    /// Harbor, Artifactory and Amazon's pull-through caches have them. Images of other registries are left alone.
    package private(set) var mirror: String?
    /// An image by its name (`python`) or by its whole reference, and what is taken instead: a name, which gets the tag that
    /// was asked for, or a reference with a tag or a digest of its own.
    package private(set) var replacements: [String: String]

    /// Throws `invalid_argument` for what is no reference of an image.
    package init(mirror: String? = nil, replacements: [String: String] = [:]) throws(Failure) {
        let prefix = mirror.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        for text in [prefix].compactMap(\.self) + replacements.keys + replacements.values
        where !Self.isReference(text) {
            throw Failure(
                .invalidArgument, "'\(text)' is no name of an image",
                hint: "write it like registry.example.com/team/python:3.12")
        }
        self.mirror = prefix
        self.replacements = replacements
    }

    private init() { (mirror, replacements) = (nil, [:]) }

    /// Every image by its own name.
    package static let own = BaseImages()

    /// The reference to write for an image of the tables.
    func reference(for image: Image) -> String {
        if let whole = replacements[image.reference] { return whole }
        if let other = replacements[image.name] {
            let last = other.split(separator: "/").last ?? ""
            return last.contains(":") || other.contains("@") ? other : "\(other):\(image.tag)"
        }
        guard let mirror, image.isOnDockerHub else { return image.reference }
        return "\(mirror)/\(image.name.contains("/") ? "" : "library/")\(image.reference)"
    }

    private static func isReference(_ text: String) -> Bool {
        guard let first = text.utf8.first, first.isShellName, text.utf8.count <= 256 else { return false }
        return text.utf8.allSatisfy { $0.isShellName || "-./:@".utf8.contains($0) }
    }
}
