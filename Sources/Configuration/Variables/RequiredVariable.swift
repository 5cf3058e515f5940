// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// A variable an app can't do without, and what its value must look like.
package struct RequiredVariable: Sendable, Hashable {
    package var name: String
    package var type: Kind
    package var pattern: VariablePattern?
    /// Shown when it is missing.
    package var description: String?

    package init(
        name: String, type: Kind = .string, pattern: VariablePattern? = nil, description: String? = nil
    ) {
        self.name = name
        self.type = type
        self.pattern = pattern
        self.description = description
    }

    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Anything but nothing.
        case string
        case integer
        /// true, false, 1, 0, yes, no, on, off in any case.
        case boolean
        /// An absolute URL: a scheme, `://`, and something after it.
        case url
        case port
    }

    /// What is wrong with a value, in words that do not repeat it since it may be a secret; nil when nothing is.
    package func complaint(about value: String?) -> String? {
        guard let value, !value.isEmpty else {
            return "is not set" + (description.map { " (\($0))" } ?? "")
        }
        let fits =
            switch type {
            case .string: true
            case .integer: Int(value) != nil
            case .boolean: ["true", "false", "1", "0", "yes", "no", "on", "off"].contains(value.lowercased())
            case .url: Self.isURL(value)
            case .port: Int(value).map { (1...65_535).contains($0) } ?? false
            }
        guard fits else { return "is not \(type.inWords)" }
        if let pattern, !pattern.matches(value) { return "does not match the pattern \(pattern.source)" }
        return nil
    }

    private static func isURL(_ value: String) -> Bool {
        let bytes = Array(value.utf8)
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), let first = bytes.first, first.isASCIILetter,
            bytes[..<colon].allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit || "+-.".utf8.contains($0) })
        else { return false }
        return bytes[colon...].starts(with: "://".utf8) && bytes.count > colon + 3
            && bytes.allSatisfy { $0 > 0x20 && $0 != 0x7f }
    }
}

extension RequiredVariable.Kind {
    fileprivate var inWords: String {
        switch self {
        case .string: "text"
        case .integer: "a whole number"
        case .boolean: "true or false"
        case .url: "a URL such as https://example.com"
        case .port: "a port from 1 to 65535"
        }
    }
}

extension ProfileSettings {
    /// Throws `environment_invalid` that names every required variable which is missing or of the wrong kind.
    ///
    /// `environment` is all the app will get: the file's defaults and what was set with `dextra env`.
    package func validate(_ environment: [String: String]) throws(Failure) {
        let complaints = required.compactMap { variable in
            variable.complaint(about: environment[variable.name]).map { Failure.Metadatum(variable.name, $0) }
        }
        guard let first = complaints.first else { return }
        throw Failure(
            .environmentInvalid, complaints.map { "\($0.key) \($0.value)" }.joined(separator: "; "),
            hint: "set it with: dextra env set \(first.key)=VALUE", metadata: complaints)
    }
}
