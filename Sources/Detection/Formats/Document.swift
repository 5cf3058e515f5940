// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import YAML

/// A file in JSON, TOML or YAML as one kind of value.
enum Document {
    /// What is wrong with it when it can't be read. The name's ending says which format it is; JSON may have comments.
    static func read(_ text: String, of file: String) -> Result<JSONValue, Complaint> {
        if file.hasSuffix(".toml") {
            do {
                return .success(value(try TOMLParser.parse(text)))
            } catch {
                return .failure(Complaint(text: "line \(error.line): \(error.message)"))
            }
        }
        if file.hasSuffix(".yaml") || file.hasSuffix(".yml") {
            do {
                return .success(try YAMLReader.read(Array(text.utf8)).map(value) ?? .null)
            } catch {
                return .failure(Complaint(text: "line \(error.mark.line): \(error.message)"))
            }
        }
        if let value = try? JSONText.decode(JSONValue.self, from: text) { return .success(value) }
        if let value = try? JSONText.decode(JSONValue.self, from: CommentedJSON.plain(text)) { return .success(value) }
        return .failure(Complaint(text: "it is not JSON"))
    }

    struct Complaint: Error { var text: String }

    private static func value(_ toml: TOMLValue) -> JSONValue {
        switch toml {
        case .string(let text), .moment(let text): .string(text)
        case .integer(let number): .integer(Int64(number))
        case .float(let number): .number(number)
        case .bool(let value): .bool(value)
        case .array(let elements): .array(elements.map(value))
        case .table(let entries): .object(entries.mapValues(value))
        }
    }

    private static func value(_ node: YAMLNode) -> JSONValue {
        switch node.content {
        case .scalar(let scalar):
            if scalar.isNull { return .null }
            if let value = scalar.bool { return .bool(value) }
            return scalar.integer.map { .integer(Int64($0)) } ?? .string(scalar.text)
        case .sequence(let nodes): return .array(nodes.map(value))
        case .mapping(let entries):
            return .object(
                Dictionary(entries.map { ($0.key, value($0.value)) }, uniquingKeysWith: { first, _ in first }))
        }
    }
}
