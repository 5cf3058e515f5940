// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import YAML

/// The value of one key on its way to a Swift value; every complaint names the key and its place.
struct FieldReader {
    /// The key with those above it, e.g. `health.path`.
    let name: String
    let node: YAMLNode
    let file: String

    func failure(_ message: String, hint: String? = nil) -> Failure {
        .configuration(file, node.mark, message, hint: hint)
    }

    private func mismatch(_ expected: String, example: String) -> Failure {
        let found = node.scalar.map { $0.isNull ? "nothing" : "'\($0.text)'" } ?? node.kindName
        return failure("'\(name)' must be \(expected), not \(found)", hint: "for example: \(example)")
    }

    /// Any scalar but null, as written.
    func string(_ expected: String = "text", example: String = "some text") throws(Failure) -> String {
        guard let scalar = node.scalar, !scalar.isNull else { throw mismatch(expected, example: example) }
        guard !scalar.text.utf8.contains(0) else { throw failure("'\(name)' contains a zero byte") }
        return scalar.text
    }

    func bool() throws(Failure) -> Bool {
        guard let value = node.scalar?.bool else { throw mismatch("true or false", example: "true") }
        return value
    }

    func integer(in range: ClosedRange<Int>) throws(Failure) -> Int {
        guard let value = node.scalar?.integer, range.contains(value) else {
            throw mismatch(
                "a whole number from \(range.lowerBound) to \(range.upperBound)", example: "\(range.lowerBound)")
        }
        return value
    }

    /// A number with or without a fraction.
    func number(in range: ClosedRange<Double>) throws(Failure) -> Double {
        guard let value = Self.decimal(node.scalar?.text), range.contains(value) else {
            throw mismatch(
                "a number from \(Self.text(range.lowerBound)) to \(Self.text(range.upperBound))", example: "0.5")
        }
        return value
    }

    /// `5%`: the 5 of it. The sign may not be left out, since 0.05 and 5 would both be plausible.
    func percent(in range: ClosedRange<Double>, wholeOnly: Bool = false) throws(Failure) -> Double {
        guard let text = node.scalar?.text, text.hasSuffix("%"), let value = Self.decimal(String(text.dropLast())),
            range.contains(value), !wholeOnly || value == value.rounded()
        else {
            throw mismatch(
                "\(wholeOnly ? "whole " : "")percent from \(Self.text(range.lowerBound))% to "
                    + "\(Self.text(range.upperBound))%", example: "5%")
        }
        return value
    }

    /// `2x` or `1.5x`: so many times as much.
    func factor(in range: ClosedRange<Double>) throws(Failure) -> Double {
        guard let text = node.scalar?.text, text.hasSuffix("x"), let value = Self.decimal(String(text.dropLast())),
            range.contains(value)
        else {
            throw mismatch(
                "a factor from \(Self.text(range.lowerBound))x to \(Self.text(range.upperBound))x", example: "2x")
        }
        return value
    }

    /// Digits with at most one point between them; no sign, no exponent.
    private static func decimal(_ text: String?) -> Double? {
        guard let text, let first = text.utf8.first, let last = text.utf8.last, first.isASCIIDigit, last.isASCIIDigit,
            text.utf8.count <= 16, text.utf8.allSatisfy({ $0.isASCIIDigit || $0 == UInt8(ascii: ".") })
        else { return nil }
        return Double(text)
    }

    private static func text(_ number: Double) -> String {
        number == number.rounded() ? String(Int(number)) : String(number)
    }

    /// A span of time: `500ms`, `30s`, `1m30s`, `2h`, `1d`, or a bare number of seconds.
    func duration(in range: ClosedRange<Duration>) throws(Failure) -> Duration {
        guard let text = node.scalar?.text, let value = Quantity.duration(text) else {
            throw mismatch("a duration", example: "30s, 500ms, 1m30s")
        }
        guard range.contains(value) else {
            throw failure(
                "'\(name)' is out of range: \(text)",
                hint: "use \(Quantity.text(range.lowerBound)) to \(Quantity.text(range.upperBound))")
        }
        return value
    }

    /// A number of bytes: `512MB`, `1GiB`, or a bare number.
    func bytes(atLeast minimum: Int) throws(Failure) -> Int {
        guard let text = node.scalar?.text, let value = Quantity.bytes(text), value >= minimum else {
            throw mismatch("a size of at least \(minimum / 1_048_576) MiB", example: "512MB")
        }
        return value
    }

    /// A list, or a single value that stands for a list of one.
    func elements() throws(Failure) -> [FieldReader] {
        switch node.content {
        case .sequence(let nodes):
            return nodes.enumerated().map { FieldReader(name: "\(name)[\($0.offset)]", node: $0.element, file: file) }
        case .scalar(let scalar) where scalar.isNull:
            return []
        case .scalar:
            return [self]
        case .mapping:
            throw mismatch("a list", example: "[one, two]")
        }
    }

    func mapping() throws(Failure) -> MappingReader { try MappingReader(node, place: name, file: file) }

    /// One of the named choices.
    func choice<Value: RawRepresentable & CaseIterable>(of type: Value.Type) throws(Failure) -> Value
    where Value.RawValue == String {
        let names = type.allCases.map(\.rawValue)
        guard let text = node.scalar?.text, let value = Value(rawValue: text) else {
            let text = node.scalar?.text
            let near = text.flatMap { NearestName.to($0, among: names) }
            throw failure(
                "'\(name)' must be one of \(names.joined(separator: ", ")), not \(text.map { "'\($0)'" } ?? node.kindName)",
                hint: near.map { "did you mean '\($0)'?" })
        }
        return value
    }
}
