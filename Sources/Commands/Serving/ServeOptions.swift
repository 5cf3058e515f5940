// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What the command line asks of a server.
package struct ServeOptions: Sendable, Hashable {
    /// The data directory, absolute.
    package var home: String
    /// A database that several nodes share; nil for the one that the data directory says, or is.
    package var database: DatabaseAddress?
    /// The address that applications and the shared front port are reached at.
    package var bindAddress: String
    /// The port on which every application is reached by its host name.
    package var frontPort: Int
    /// Ports of single applications are counted up from here.
    package var basePort: Int
    /// How the API and the dashboard are reached over TCP.
    package var web: WebOptions
    /// Where log records go.
    package var log: LogDestination
    /// One JSON object per record instead of aligned text.
    package var logsJSON: Bool

    /// Where a server writes its log.
    package enum LogDestination: Sendable, Hashable {
        /// To standard error: somebody watches.
        case standardError
        /// To `logs/server.log` in the data directory.
        case file
    }

    package init(
        home: String, database: DatabaseAddress? = nil, bindAddress: String = "127.0.0.1", frontPort: Int = 8080,
        basePort: Int = 8100, web: WebOptions = WebOptions(),
        log: LogDestination = .standardError, logsJSON: Bool = false
    ) {
        self.home = home
        self.database = database
        self.bindAddress = bindAddress
        self.frontPort = frontPort
        self.basePort = basePort
        self.web = web
        self.log = log
        self.logsJSON = logsJSON
    }
}
