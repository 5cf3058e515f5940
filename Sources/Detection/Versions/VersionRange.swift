// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The versions somebody accepts: those within all bounds of at least one alternative.
struct VersionRange: Equatable {
    var alternatives: [[Bound]]

    struct Bound: Equatable {
        var relation: Relation
        var version: Version
    }

    enum Relation: Equatable {
        case below, atMost, above, atLeast, equal, different
        /// Not one of those that begin with the version's numbers: `!=3.12.*`.
        case outside
    }

    static let any = VersionRange(alternatives: [[]])

    /// All that begin with the version's numbers.
    static func line(_ version: Version) -> [Bound] {
        guard version.prerelease == nil, version.numbers.count < 3 else {
            return [Bound(relation: .equal, version: version)]
        }
        return [
            Bound(relation: .atLeast, version: version),
            Bound(relation: .below, version: version.bumped(at: version.numbers.count)),
        ]
    }

    func contains(_ version: Version) -> Bool {
        alternatives.contains { bounds in bounds.allSatisfy { $0.admits(version) } }
    }

    /// The one version that is asked for, when nothing else will do.
    var only: Version? {
        guard alternatives.count == 1, let bound = alternatives[0].first, alternatives[0].count == 1,
            bound.relation == .equal
        else { return nil }
        return bound.version
    }
}

extension VersionRange.Bound {
    func admits(_ other: Version) -> Bool {
        switch relation {
        case .below: other < version
        case .atMost: other <= version
        case .above: other > version
        case .atLeast: other >= version
        case .equal: other == version
        case .different: other != version
        case .outside: !other.begins(with: version.numbers)
        }
    }
}
