// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// What the server says about itself: `GET /v1/info`.
package struct ServerInfo: Sendable, Hashable, Codable {
    package var version: String
    package var pid: Int32
    /// The data directory, absolute.
    package var home: String
    package var startedAt: Timestamp
    package var isolation: IsolationKind
    package var proxy: Proxy
    /// Nil from a server of before there were nodes; so is `database`.
    package var node: NodeID?
    package var database: DatabaseKind?
    /// Where the API and the dashboard are reached with a browser; nil when the server listens at its socket only.
    package var url: String?

    /// Where the server keeps its records.
    package enum DatabaseKind: String, Sendable, Hashable, Codable, CaseIterable {
        /// In a file of the data directory.
        case sqlite
        /// On a server that several nodes share.
        case postgreSQL = "postgresql"
    }

    /// What stands between an application and the server's own files.
    package enum IsolationKind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Every project has a user ID of its own.
        case uid
        case userNamespace = "user-namespace"
        /// Neither can be had here: applications run with the user's own authority.
        case none
    }

    /// The traffic proxy in front of every application.
    package struct Proxy: Sendable, Hashable, Codable {
        /// `running`, `stopped`, or `missing` when HAProxy is not installed.
        package var state: String
        /// The port on which every application is reached by its host name; nil while not running.
        package var port: Int?

        package init(state: String, port: Int? = nil) {
            self.state = state
            self.port = port
        }
    }

    package init(
        version: String, pid: Int32, home: String, startedAt: Timestamp, isolation: IsolationKind, proxy: Proxy,
        node: NodeID?, database: DatabaseKind?, url: String? = nil
    ) {
        self.version = version
        self.pid = pid
        self.home = home
        self.startedAt = startedAt
        self.isolation = isolation
        self.proxy = proxy
        self.node = node
        self.database = database
        self.url = url
    }

    private enum CodingKeys: String, CodingKey {
        case version, pid, home
        case startedAt = "started_at"
        case isolation, proxy, node, database, url
    }
}
