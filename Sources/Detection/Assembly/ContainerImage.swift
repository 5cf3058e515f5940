// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The name of a container image, taken apart: `docker.io/library/python:3.12-slim` is Python 3.12.
struct ContainerImage {
    var name: String
    var tag: String?

    init(_ reference: String) {
        let withoutDigest = reference.prefix { $0 != "@" }
        let last = withoutDigest.split(separator: "/").last ?? withoutDigest
        let parts = last.split(separator: ":", maxSplits: 1)
        name = parts.first.map(String.init) ?? ""
        tag = parts.count == 2 ? String(parts[1]) : nil
    }

    private static let languages: [String: String] = [
        "python": "python", "node": "javascript", "bun": "javascript", "deno": "javascript", "ruby": "ruby",
        "php": "php",
        "golang": "go", "rust": "rust", "openjdk": "java", "eclipse-temurin": "java", "amazoncorretto": "java",
        "maven": "java", "gradle": "java", "nginx": "html", "httpd": "html", "caddy": "html", "elixir": "elixir",
        "swift": "swift", "dotnet": "csharp", "aspnet": "csharp", "sdk": "csharp", "perl": "perl", "erlang": "erlang",
        "crystal": "crystal", "julia": "julia",
    ]

    /// The language an image of this name is made for.
    var language: String? { Self.languages[name] }

    /// The version in a tag such as `3.12.1-slim`; nil for `latest` and the like.
    var version: String? {
        let number = tag?.prefix { $0.isNumber || $0 == "." } ?? ""
        return number.first?.isNumber == true ? String(number) : nil
    }
}
