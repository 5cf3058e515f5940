// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The release of Debian whose variant of an official image is taken: 12 where there is one.
enum Suite {
    /// The first version of each image that was built for Debian 12, as numbers.
    private static let firstOnBookworm: [String: [Int]] = [
        "python": [3, 7], "node": [16], "ruby": [3, 0], "php": [8, 0], "go": [1, 19], "rust": [1, 70], "perl": [5, 36],
        "julia": [1, 9],
    ]

    static func of(_ runtime: String, _ version: String) -> String {
        let numbers = version.split(separator: ".").compactMap { Int($0) }
        guard let first = firstOnBookworm[runtime], !numbers.isEmpty else { return "bookworm" }
        return numbers.lexicographicallyPrecedes(first) ? "bullseye" : "bookworm"
    }
}

extension Subject {
    /// An official image of a runtime: `variant` stands between version and suite, `suffix` behind.
    func official(_ name: String, _ runtime: String, before: String = "", after: String = "") -> Image {
        let version = version(runtime)
        let suite = Suite.of(runtime, version)
        return Image(name, "\(version)\(before)-\(suite)\(after)")
    }
}
