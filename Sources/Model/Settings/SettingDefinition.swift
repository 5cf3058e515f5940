// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// A setting of the whole installation: its name, what it may be, and what holds when nobody sets it.
package struct SettingDefinition: Sendable, Hashable {
    package var name: String
    package var kind: SettingKind
    package var fallback: JSONValue
    /// One sentence for `dextra settings list` and Documentation/Settings.md.
    package var summary: String

    init(_ name: String, _ kind: SettingKind, _ fallback: JSONValue, _ summary: String) {
        self.name = name
        self.kind = kind
        self.fallback = fallback
        self.summary = summary
    }

    /// The value a person wrote; throws `setting_invalid`.
    package func parse(_ text: String) throws(Failure) -> JSONValue {
        guard let value = kind.parse(text) else {
            throw Failure(.settingInvalid, "'\(text)' is no value of \(name)", hint: "use \(kind.bounds)")
        }
        return value
    }

    /// The setting of a name; throws `setting_unknown` with the name it may be meant for.
    package static func require(_ name: String) throws(Failure) -> SettingDefinition {
        if let definition = all.first(where: { $0.name == name }) { return definition }
        let nearest = Suggestion.nearest(to: name, among: all.map(\.name))
        throw Failure(
            .settingUnknown, "there is no setting '\(name)'",
            hint: nearest.map { "did you mean '\($0)'?" } ?? "'dextra settings list' shows them all")
    }
}

extension FailureCode {
    package static let settingUnknown = FailureCode("setting_unknown", .notFound)
    package static let settingInvalid = FailureCode("setting_invalid", .invalid)
}
