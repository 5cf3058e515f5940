// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// The name of an image: `[registry[:port]/]path[:tag][@digest]`.
///
/// Source: distribution/reference (grammar and Docker's defaults). What has no registry is Docker Hub's, and what has
/// one part there is in `library`.
package struct ImageReference: Sendable, Hashable, CustomStringConvertible {
    /// The host, perhaps with a port; `docker.io` for Docker Hub.
    package let registry: String
    /// The path in the registry, e.g. `library/debian`.
    package let repository: String
    /// At most 128 characters; nil when only the digest counts.
    package let tag: String?
    /// `sha256:…`
    package let digest: String?

    private init(registry: String, repository: String, tag: String?, digest: String?) {
        self.registry = registry
        self.repository = repository
        self.tag = tag
        self.digest = digest
    }

    /// Parses a reference; throws `image_reference_invalid` with what is wrong.
    package init(_ text: String) throws {
        var rest = Substring(text)
        var digest: String?
        if let at = rest.firstIndex(of: "@") {
            let part = String(rest[rest.index(after: at)...])
            guard Self.isDigest(part) else { throw Self.invalid(text, "\(part) is no digest") }
            digest = part
            rest = rest[..<at]
        }
        var tag: String?
        if let colon = rest.lastIndex(of: ":"), !rest[colon...].contains("/") {
            let part = String(rest[rest.index(after: colon)...])
            guard Self.isTag(part) else { throw Self.invalid(text, "\(part) is no tag") }
            tag = part
            rest = rest[..<colon]
        }
        var registry = "docker.io"
        var path = rest
        if let slash = rest.firstIndex(of: "/") {
            let first = rest[..<slash]
            let isHost =
                first.contains(".") || first.contains(":") || first == "localhost"
                || first.contains { $0.isUppercase }
            if isHost {
                guard Self.isHost(first) else { throw Self.invalid(text, "\(first) is no registry's host") }
                registry = String(first)
                path = rest[rest.index(after: slash)...]
            }
        }
        if registry == "index.docker.io" { registry = "docker.io" }
        if registry == "docker.io", !path.contains("/") { path = "library/" + path }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.allSatisfy(Self.isPathPart) else {
            throw Self.invalid(text, "\(path) is no image's path: lower-case letters, digits and single separators are")
        }
        guard path.utf8.count <= 255 else { throw Self.invalid(text, "the path is longer than 255 characters") }
        let isHexadecimal = rest.utf8.count == 64 && rest.utf8.allSatisfy(Self.isHex)
        guard !isHexadecimal else { throw Self.invalid(text, "64 hexadecimal digits are an ID, not a name") }
        self.init(
            registry: registry, repository: String(path), tag: tag ?? (digest == nil ? "latest" : nil), digest: digest)
    }

    /// The same image by what it contains, whatever becomes of the tag. Throws `image_reference_invalid`.
    package func pinned(to digest: String) throws -> ImageReference {
        guard Self.isDigest(digest) else { throw Self.invalid(digest, "it is no digest") }
        return ImageReference(registry: registry, repository: repository, tag: nil, digest: digest)
    }

    /// The same image with another tag. Throws `image_reference_invalid`.
    package func tagged(_ tag: String) throws -> ImageReference {
        guard Self.isTag(tag) else { throw Self.invalid(tag, "it is no tag") }
        return ImageReference(registry: registry, repository: repository, tag: tag, digest: nil)
    }

    /// Registry and path, without tag and digest.
    package var name: String { "\(registry)/\(repository)" }

    /// The whole reference with all that defaults have filled in.
    package var description: String {
        name + (tag.map { ":" + $0 } ?? "") + (digest.map { "@" + $0 } ?? "")
    }

    // MARK: Grammar

    private static func invalid(_ text: String, _ why: String) -> Failure {
        Failure(
            .imageReferenceInvalid, "\(text.prefix(300)) is not an image reference: \(why)",
            hint: "write name:tag, or registry.example.com/path/name:tag")
    }

    /// An algorithm and at least 32 hexadecimal digits; 64 lower-case ones for sha256.
    package static func isDigest(_ text: String) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].utf8.allSatisfy(isHex) else { return false }
        switch parts[0] {
        case "sha256": return parts[1].utf8.count == 64 && parts[1].lowercased() == parts[1]
        case "sha512": return parts[1].utf8.count == 128 && parts[1].lowercased() == parts[1]
        default: return false
        }
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x61...0x66).contains(byte) || (0x41...0x46).contains(byte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
    private static func isWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || isLower(byte) || (0x41...0x5A).contains(byte) || byte == UInt8(ascii: "_")
    }

    private static func isTag(_ text: String) -> Bool {
        guard let first = text.utf8.first, isWord(first), text.utf8.count <= 128 else { return false }
        return text.utf8.allSatisfy { isWord($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
    }

    /// Letters and digits in groups, joined by `.`, `_`, `__` or any number of `-`.
    private static func isPathPart(_ part: Substring) -> Bool {
        let bytes = Array(part.utf8)
        guard let first = bytes.first, let last = bytes.last, isDigit(first) || isLower(first),
            isDigit(last) || isLower(last)
        else { return false }
        let separators = bytes.split { isDigit($0) || isLower($0) }
        return separators.allSatisfy { run in
            switch run.first {
            case UInt8(ascii: "."): run.count == 1
            case UInt8(ascii: "_"): run.count <= 2 && run.allSatisfy { $0 == UInt8(ascii: "_") }
            case UInt8(ascii: "-"): run.allSatisfy { $0 == UInt8(ascii: "-") }
            default: false
            }
        }
    }

    /// Labels of letters, digits and inner hyphens, or an IPv6 address in brackets; then perhaps a port.
    private static func isHost(_ text: Substring) -> Bool {
        var host = text
        if let colon = text.lastIndex(of: ":"), text.last != "]" {
            let port = text[text.index(after: colon)...]
            guard !port.isEmpty, port.utf8.allSatisfy(isDigit) else { return false }
            host = text[..<colon]
        }
        if host.first == "[" {
            return host.last == "]"
                && host.dropFirst().dropLast().utf8.allSatisfy { isHex($0) || $0 == UInt8(ascii: ":") }
                && host.utf8.count > 2
        }
        return host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            guard let first = label.utf8.first, let last = label.utf8.last else { return false }
            let isLetterOrDigit = { (byte: UInt8) in isWord(byte) && byte != UInt8(ascii: "_") }
            return isLetterOrDigit(first) && isLetterOrDigit(last)
                && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
        }
    }
}
