// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// Which releases of a project to list, in which order, and from where on.
package struct ReleaseFilter: Sendable, Hashable {
    package enum Order: String, Sendable, Hashable, CaseIterable {
        case number
        case createdAt = "created_at"
    }

    /// nil for all.
    package var profile: Profile?
    package var order: Order
    package var isDescending: Bool
    /// Only releases behind this one: the last of the page before.
    package var after: ReleaseID?
    package var limit: Int

    package init(
        profile: Profile? = nil, order: Order = .createdAt, isDescending: Bool = true, after: ReleaseID? = nil,
        limit: Int = 1000
    ) {
        self.profile = profile
        self.order = order
        self.isDescending = isDescending
        self.after = after
        self.limit = limit
    }
}

extension ReleaseStore {
    /// One page of a project's releases. Those that are equal in the order stand in that of their IDs.
    package func list(
        _ filter: ReleaseFilter, of project: ProjectID, on connection: any ReadConnection
    ) throws -> [Release] {
        let (key, way) = (filter.order.rawValue, filter.isDescending ? "DESC" : "ASC")
        var (conditions, parameters) = (["project_id = ?"], [SQLValue.id(project)])
        if let profile = filter.profile {
            conditions.append("profile = ?")
            parameters.append(.text(profile.rawValue))
        }
        if let after = filter.after {
            conditions.append(
                "(\(key), id) \(filter.isDescending ? "<" : ">") (SELECT \(key), id FROM releases WHERE id = ?)")
            parameters.append(.id(after))
        }
        return try connection.rows(
            """
            SELECT \(Self.columns) FROM releases WHERE \(conditions.joined(separator: " AND "))
            ORDER BY \(key) \(way), id \(way) LIMIT ?
            """, parameters + [.integer(filter.limit)]
        ).map(Self.release)
    }
}
