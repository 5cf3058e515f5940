// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import YAML

/// What a part of the file says about the image of a release; nil where it is silent.
package struct ImageLayer: Sendable, Hashable {
    package var path: String?
    package var isGenerated: Bool?
    package var target: String?
    package var platform: String?
    package var arguments: [String: String]?

    init() {}

    /// The Dockerfile's path, or a mapping.
    init(_ field: FieldReader) throws(Failure) {
        if field.node.scalar.map({ !$0.isNull }) == true {
            path = try SettingsLayer.folder(field)
            return
        }
        var reader = try field.mapping()
        path = try reader.take("path").map(SettingsLayer.folder)
        let generate = reader.take("generate")
        isGenerated = try generate?.bool()
        target = try reader.take("target").map(Self.target)
        platform = try reader.take("platform").map(Self.platform)
        arguments = try reader.take("args").map(Self.arguments)
        try reader.finish()
        if let generate, isGenerated == true, path != nil {
            throw generate.failure(
                "'\(generate.name)' and 'dockerfile.path' can't both be given", hint: "remove one of them")
        }
    }

    /// A stage's name or number.
    private static func target(_ field: FieldReader) throws(Failure) -> String {
        let text = try field.string("the name of a stage", example: "production")
        let isName = text.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "-_.".utf8.contains($0) }
        guard isName, (1...128).contains(text.utf8.count) else {
            throw field.failure("'\(field.name)' is not the name of a stage: '\(text)'")
        }
        return text
    }

    /// `os/architecture` or `os/architecture/variant`, as the OCI image specification has them.
    private static func platform(_ field: FieldReader) throws(Failure) -> String {
        let text = try field.string("a platform", example: "linux/arm64")
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let fits = parts.allSatisfy { part in
            (1...20).contains(part.utf8.count) && part.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit }
        }
        guard (2...3).contains(parts.count), fits else {
            throw field.failure("'\(field.name)' is not a platform: '\(text)'", hint: "for example: linux/arm64")
        }
        return text
    }

    private static func arguments(_ field: FieldReader) throws(Failure) -> [String: String] {
        var arguments: [String: String] = [:]
        for entry in try field.mapping().all {
            guard VariableName.isValid(entry.key) else {
                throw .configuration(field.file, entry.keyMark, "'\(entry.key)' is not the name of an argument")
            }
            let value = FieldReader(name: "\(field.name).\(entry.key)", node: entry.value, file: field.file)
            arguments[entry.key] = try value.string(example: "\(entry.key): \"a value\"")
        }
        return arguments
    }

    func over(_ lower: ImageLayer) -> ImageLayer {
        var result = lower
        // The two ways to come by instructions exclude each other: who says one takes the other back.
        if path != nil { result.isGenerated = nil }
        if isGenerated == true { result.path = nil }
        result.path = path ?? result.path
        result.isGenerated = isGenerated ?? result.isGenerated
        result.target = target ?? lower.target
        result.platform = platform ?? lower.platform
        result.arguments = arguments ?? lower.arguments
        return result
    }

    /// nil when nothing is said.
    var settings: ImageSettings? {
        guard self != ImageLayer() else { return nil }
        return ImageSettings(
            dockerfile: path, isGenerated: isGenerated ?? false, target: target, platform: platform,
            arguments: arguments ?? [:])
    }
}
