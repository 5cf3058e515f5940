// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Configuration
package import Model
package import Primitives

/// The variables a release runs with, by name, with their values at hand.
package struct ResolvedEnvironment: Sendable {
    /// What is recorded with the release: secrets by reference.
    package let variables: [EnvironmentVariable]
    /// All values, secrets opened.
    package let values: [String: Redacted<String>]
    private let secretNames: Set<String>

    /// - opened: the values of the secrets among the variables, by the variable's name.
    package init(variables: [EnvironmentVariable], opened: [String: Redacted<String>]) {
        self.variables = variables
        var values: [String: Redacted<String>] = [:]
        var secretNames: Set<String> = []
        for variable in variables {
            switch variable.value {
            case .plain(let text): values[variable.name] = Redacted(text)
            case .secret:
                values[variable.name] = opened[variable.name]
                secretNames.insert(variable.name)
            }
        }
        self.values = values
        self.secretNames = secretNames
    }

    package var secrets: [Redacted<String>] { Array(secretValues.values) }

    /// The secrets by name.
    var secretValues: [String: Redacted<String>] { values.filter { secretNames.contains($0.key) } }

    /// All others by name.
    var plain: [String: Redacted<String>] { values.filter { !secretNames.contains($0.key) } }

    /// Hides the secrets among the values.
    package var mask: SecretMask { SecretMask(secrets) }

    /// What is set for the profile over what dextra.yaml brings, by name.
    package static func merged(defaults: [String: String], set: [EnvironmentVariable]) -> [EnvironmentVariable] {
        var variables = defaults.mapValues { EnvironmentVariable.Value.plain($0) }
        for variable in set { variables[variable.name] = variable.value }
        return variables.map { EnvironmentVariable(name: $0.key, value: $0.value) }.sorted { $0.name < $1.name }
    }

    /// Throws `environment_missing` with every required variable that is not set, and `environment_invalid` with every
    /// one that has a value of the wrong kind.
    package func check(_ settings: ProfileSettings, project: ProjectName, profile: Profile) throws(Failure) {
        let plain = values.mapValues { $0.reveal() }
        let missing = settings.required.filter { (plain[$0.name] ?? "").isEmpty }
        guard missing.isEmpty else {
            let names = missing.map(\.name)
            throw Failure(
                .environmentMissing,
                "\(project) needs \(names.joined(separator: ", ")) in the \(profile.rawValue) profile",
                hint: "run 'dextra env set \(names.map { $0 + "=…" }.joined(separator: " ")) --project \(project)"
                    + " --profile \(profile.rawValue)'",
                metadata: missing.map {
                    Failure.Metadatum("missing", [$0.name, $0.description].compactMap(\.self).joined(separator: ": "))
                })
        }
        try settings.validate(plain)
    }
}
