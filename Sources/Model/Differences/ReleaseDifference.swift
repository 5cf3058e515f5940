// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// What one release is made of, or what a folder would make one of, as far as two can be compared.
package struct ReleaseFacts: Sendable {
    /// nil when it is no longer kept.
    package var manifest: SourceManifest?
    package var blueprint: Blueprint
    package var settings: ReleaseSettings
    package var environment: [EnvironmentVariable]
    /// Keyed digests of the secrets, by the variable's name; nil when they were not recorded.
    package var secretMarks: [String: String]?

    package init(
        manifest: SourceManifest?, blueprint: Blueprint, settings: ReleaseSettings, environment: [EnvironmentVariable],
        secretMarks: [String: String]?
    ) {
        self.manifest = manifest
        self.blueprint = blueprint
        self.settings = settings
        self.environment = environment
        self.secretMarks = secretMarks
    }

    package init(_ release: Release, manifest: SourceManifest?) {
        self.init(
            manifest: manifest, blueprint: release.blueprint, settings: release.settings,
            environment: release.environment, secretMarks: release.secretMarks)
    }
}

/// What differs between two releases, by the part that it would be changed in.
package struct ReleaseDifference: Sendable, Hashable, Codable {
    /// nil when one of the two sources is no longer kept.
    package var source: [FileChange]?
    package var blueprint: [ValueChange]
    package var settings: [ValueChange]
    package var environment: [VariableChange]

    package var isEmpty: Bool {
        source?.isEmpty == true && blueprint.isEmpty && settings.isEmpty && environment.isEmpty
    }

    package init(from old: ReleaseFacts, to new: ReleaseFacts) throws {
        if let before = old.manifest, let after = new.manifest {
            source = FileChange.between(before, after)
        }
        // How sure the detector was, and why, changes nothing.
        let unimportant: Set<String> = ["evidence", "confidence", "languages"]
        blueprint = ValueChange.between(
            try JSONValue(encoding: old.blueprint), try JSONValue(encoding: new.blueprint)
        ).filter { !unimportant.contains($0.name) }
        settings = ValueChange.between(
            try JSONValue(encoding: old.settings).withListsByName, try JSONValue(encoding: new.settings).withListsByName
        )
        environment = VariableChange.between(old, new)
    }
}

/// One file that is not the same in two sources.
package struct FileChange: Sendable, Hashable, Codable {
    package var path: String
    package var change: Kind
    /// Bytes before and after; nil where there is no such file.
    package var before: Int64?
    package var after: Int64?

    package enum Kind: String, Sendable, Hashable, Codable { case added, changed, removed }

    /// By path.
    static func between(_ old: SourceManifest, _ new: SourceManifest) -> [FileChange] {
        var changes = old.files.compactMap { file -> FileChange? in
            guard let other = new[file.path] else {
                return FileChange(path: file.path, change: .removed, before: file.size)
            }
            guard other.content != file.content else { return nil }
            return FileChange(path: file.path, change: .changed, before: file.size, after: other.size)
        }
        changes += new.files.filter { old[$0.path] == nil }
            .map { FileChange(path: $0.path, change: .added, after: $0.size) }
        return changes.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }
}

/// One named value that is not the same.
package struct ValueChange: Sendable, Hashable, Codable {
    /// Dotted, e.g. `health.timeout`.
    package var name: String
    package var before: JSONValue
    package var after: JSONValue

    static func between(_ old: JSONValue, _ new: JSONValue, below prefix: String = "") -> [ValueChange] {
        guard old.object != nil || new.object != nil else {
            return old == new ? [] : [ValueChange(name: prefix, before: old, after: new)]
        }
        let names = Set((old.object ?? [:]).keys).union((new.object ?? [:]).keys)
        return names.sorted().flatMap { name in
            between(old[name] ?? .null, new[name] ?? .null, below: prefix.isEmpty ? name : prefix + "." + name)
        }
    }
}

/// One variable that is not the same, or of which that can't be known.
package struct VariableChange: Sendable, Hashable, Codable {
    package var name: String
    package var change: Kind
    package var secret: Bool
    /// Plain values; nil for secrets, and where there is no such variable.
    package var before: String?
    package var after: String?

    package enum Kind: String, Sendable, Hashable, Codable {
        case added, changed, removed
        /// A secret of a release that did not record what it was.
        case unknown
    }

    static func between(_ old: ReleaseFacts, _ new: ReleaseFacts) -> [VariableChange] {
        let before = Dictionary(old.environment.map { ($0.name, $0.value) }) { $1 }
        let after = Dictionary(new.environment.map { ($0.name, $0.value) }) { $1 }
        return Set(before.keys).union(after.keys).sorted().compactMap { name in
            guard let kind = kind(name, before[name], after[name], old.secretMarks, new.secretMarks) else { return nil }
            return VariableChange(
                name: name, change: kind, secret: (after[name] ?? before[name])?.isSecret ?? false,
                before: before[name]?.plain, after: after[name]?.plain)
        }
    }

    private static func kind(
        _ name: String, _ before: EnvironmentVariable.Value?, _ after: EnvironmentVariable.Value?,
        _ oldMarks: [String: String]?, _ newMarks: [String: String]?
    ) -> Kind? {
        guard let before else { return .added }
        guard let after else { return .removed }
        guard before.isSecret, after.isSecret else { return before == after ? nil : .changed }
        guard let old = oldMarks?[name], let new = newMarks?[name] else { return .unknown }
        return old == new ? nil : .changed
    }
}

extension EnvironmentVariable.Value {
    fileprivate var isSecret: Bool { if case .secret = self { true } else { false } }
    fileprivate var plain: String? { if case .plain(let text) = self { text } else { nil } }
}

extension JSONValue {
    /// Lists of named objects, such as services, as objects by these names, so that a change is shown where it is.
    fileprivate var withListsByName: JSONValue {
        switch self {
        case .object(let members):
            return .object(members.mapValues(\.withListsByName))
        case .array(let elements) where !elements.isEmpty && elements.allSatisfy { $0["name"]?.string != nil }:
            return .object(
                Dictionary(
                    elements.compactMap { element in
                        guard case .object(var members) = element, let name = element["name"]?.string else {
                            return nil
                        }
                        members["name"] = nil
                        return (name, JSONValue.object(members))
                    }
                ) { $1 })
        default:
            return self
        }
    }
}
