// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// One option of a command: a switch, or a name that takes a value.
package struct OptionSpec: Sendable, Hashable {
    /// The long name without its hyphens.
    package var name: String
    package var short: Character?
    package var kind: Kind
    package var summary: String
    /// Every occurrence counts; otherwise the last one wins.
    package var isRepeatable: Bool
    package var isHidden: Bool

    /// What follows the option's name.
    package enum Kind: Sendable, Hashable {
        /// On or off: `--wait`, `--no-wait`, `--wait=false`.
        case toggle(default: Bool)
        case value(ValueSpec)
    }

    package init(
        _ name: String, short: Character? = nil, _ kind: Kind, _ summary: String, isRepeatable: Bool = false,
        isHidden: Bool = false
    ) {
        self.name = name
        self.short = short
        self.kind = kind
        self.summary = summary
        self.isRepeatable = isRepeatable
        self.isHidden = isHidden
    }

    /// A switch that is off until given.
    package static func flag(_ name: String, short: Character? = nil, _ summary: String) -> OptionSpec {
        OptionSpec(name, short: short, .toggle(default: false), summary)
    }

    var value: ValueSpec? { if case .value(let value) = kind { value } else { nil } }

    /// Understood by every command without being declared.
    static let help = OptionSpec.flag("help", short: "h", "Show this help")
}

/// An argument known by its place.
package struct PositionalSpec: Sendable, Hashable {
    /// As help shows it, e.g. `PATH`; also the name to read it by.
    package var name: String
    package var value: ValueSpec
    package var summary: String
    package var isRequired: Bool
    /// Takes all that is left; only for the last one.
    package var isRepeatable: Bool

    package init(
        _ name: String, _ value: ValueSpec.Form = .text, _ summary: String, isRequired: Bool = false,
        isRepeatable: Bool = false
    ) {
        self.name = name
        self.value = ValueSpec(name, value)
        self.summary = summary
        self.isRequired = isRequired
        self.isRepeatable = isRepeatable
    }

    /// `PATH`, `[PATH]`, `KEY=VALUE...`.
    var usage: String {
        let text = isRepeatable ? name + "..." : name
        return isRequired ? text : "[\(text)]"
    }
}
