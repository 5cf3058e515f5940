// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import YAML

extension SettingsLayer {
    /// Names to plain values; numbers and booleans are kept as they are written.
    static func environment(_ field: FieldReader) throws(Failure) -> [String: String] {
        let reader = try field.mapping()
        var variables: [String: String] = [:]
        for entry in reader.all {
            try check(entry.key, at: entry.keyMark, file: field.file)
            let value = FieldReader(name: "\(field.name).\(entry.key)", node: entry.value, file: field.file)
            variables[entry.key] = try value.string(example: "\(entry.key): \"a value\"")
        }
        return variables
    }

    /// A list of `NAME` or `{name, type, pattern, description}`.
    static func required(_ field: FieldReader) throws(Failure) -> [RequiredVariable] {
        var variables: [RequiredVariable] = []
        for element in try field.elements() {
            let variable = try requirement(element)
            guard !variables.contains(where: { $0.name == variable.name }) else {
                throw element.failure("'\(variable.name)' is required twice")
            }
            variables.append(variable)
        }
        return variables
    }

    private static func requirement(_ field: FieldReader) throws(Failure) -> RequiredVariable {
        guard case .mapping = field.node.content else {
            let name = try field.string("the name of a variable", example: "DATABASE_URL")
            try check(name, at: field.node.mark, file: field.file)
            return RequiredVariable(name: name)
        }
        var reader = try field.mapping()
        guard let nameField = reader.take("name") else {
            throw reader.failure("'\(field.name)' has no name", hint: "for example: {name: DATABASE_URL, type: url}")
        }
        let name = try nameField.string("the name of a variable", example: "DATABASE_URL")
        try check(name, at: nameField.node.mark, file: field.file)
        var variable = RequiredVariable(name: name)
        if let type = reader.take("type") { variable.type = try type.choice(of: RequiredVariable.Kind.self) }
        if let pattern = reader.take("pattern") { variable.pattern = try VariablePattern(from: pattern) }
        variable.description = try reader.take("description")?.string()
        try reader.finish()
        return variable
    }

    private static func check(_ name: String, at mark: YAMLMark, file: String) throws(Failure) {
        guard VariableName.isValid(name) else {
            throw .configuration(
                file, mark, "'\(name)' is not a variable's name",
                hint: "use letters, digits and underscores, not beginning with a digit")
        }
        guard !VariableName.isReserved(name) else {
            throw .configuration(file, mark, "'\(name)' is set by Dextra and can't be changed", hint: "remove it")
        }
    }
}
