// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
package import Primitives
import YAML

extension ProjectConfiguration {
    /// Reads `dextra.yaml`. `file` is how messages call it.
    ///
    /// Throws `invalid_configuration` with `file:line:column` for YAML that can't be read, unknown and duplicate keys,
    /// and values of the wrong kind or out of bounds.
    package static func parse(
        _ bytes: some Sequence<UInt8>, file: String = fileName
    ) throws(Failure) -> ProjectConfiguration {
        guard let root = try YAMLReader.read(Array(bytes), file: file) else { return ProjectConfiguration(file: file) }
        var reader = try MappingReader(root, place: "", file: file)
        var configuration = ProjectConfiguration(file: file)
        if let field = reader.take("name") { configuration.name = try projectName(field) }
        configuration.root = try reader.take("root").map(SettingsLayer.folder)
        configuration.language = try reader.take("language")?.string(example: "python")
        configuration.framework = try reader.take("framework")?.string(example: "nextjs")
        configuration.base = try SettingsLayer(from: &reader)
        if let field = reader.take("profiles") { configuration.profiles = try profiles(field) }
        try reader.finish()
        return configuration
    }

    private static func projectName(_ field: FieldReader) throws(Failure) -> ProjectName {
        let text = try field.string(example: "my-app")
        do {
            return try ProjectName(text)
        } catch {
            throw field.failure("'name' is not a project name: \(error.message)", hint: error.hint)
        }
    }

    private static func profiles(_ field: FieldReader) throws(Failure) -> [Profile: SettingsLayer] {
        var reader = try field.mapping()
        var profiles: [Profile: SettingsLayer] = [:]
        for profile in Profile.allCases {
            guard let section = reader.take(profile.rawValue) else { continue }
            var inner = try section.mapping()
            profiles[profile] = try SettingsLayer(from: &inner)
            try inner.finish()
        }
        try reader.finish()
        return profiles
    }
}
