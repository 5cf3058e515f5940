// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A kind of service of which it is known how its official image is run.
package enum ServiceKind: String, Sendable, Hashable, CaseIterable {
    case postgres, mysql, mariadb, redis, valkey, mongo, rabbitmq, memcached, nats, minio, elasticsearch, opensearch
    case clickhouse

    /// The kind by the last part of an image's name, so that mirrors are recognised too; nil for any other image.
    ///
    /// Bitnami's images have names like the official ones and other folders and variables, so they are not known.
    package init?(image: String) {
        let untagged = image.split(separator: "@", omittingEmptySubsequences: false)[0]
        let parts = untagged.split(separator: "/", omittingEmptySubsequences: false)
        guard let last = parts.last, !parts.dropLast().contains(where: { $0.hasPrefix("bitnami") }) else { return nil }
        switch last.prefix(while: { $0 != ":" }) {
        case "postgres", "postgis", "pgvector", "timescaledb": self = .postgres
        case "mysql": self = .mysql
        case "mariadb": self = .mariadb
        case "redis": self = .redis
        case "valkey": self = .valkey
        case "mongo": self = .mongo
        case "rabbitmq": self = .rabbitmq
        case "memcached": self = .memcached
        case "nats": self = .nats
        case "minio": self = .minio
        case "elasticsearch": self = .elasticsearch
        case "opensearch": self = .opensearch
        case "clickhouse", "clickhouse-server": self = .clickhouse
        default: return nil
        }
    }
}
