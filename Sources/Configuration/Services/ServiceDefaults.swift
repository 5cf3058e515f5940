// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// How the official image of a known kind is run, from the images' own documentation.
struct ServiceDefaults {
    var port: Int
    /// Where its data is; nil when it has none to keep.
    var dataFolder: String?
    /// In place of the image's own arguments; nil for those.
    var command: [String]?
    /// nil: it is ready when it accepts connections. That suffices where a first start prepares the data on the
    /// loopback address only.
    var readyCommand: String?
    var environment: [String: Source] = [:]
    /// The user's name where the image has a fixed one.
    var fixedUser: String?
    var scheme: String
    /// After the address in its URL; `%` stands for the database.
    var path = ""
    /// Variables by which programs commonly find the only one of its group.
    var conventional: [String] = []

    /// What a variable of its container is made of.
    enum Source: Equatable {
        case text(String)
        case user
        case database
        /// A generated secret of this name.
        case credential(String)
    }
}

extension ServiceDefaults {
    /// The user and database that are made where the image makes any.
    static let name = "app"

    init(_ kind: ServiceKind) {
        switch kind {
        case .postgres:
            // One folder for all versions: 18 moved its own, and a volume beside the data would keep nothing.
            self.init(
                port: 5432, dataFolder: "/var/lib/postgresql/data",
                // While it prepares its data it listens on its unix socket only.
                readyCommand: "pg_isready -q -h 127.0.0.1 -p 5432",
                environment: [
                    "POSTGRES_USER": .user, "POSTGRES_PASSWORD": .credential("password"), "POSTGRES_DB": .database,
                    "PGDATA": .text("/var/lib/postgresql/data/pgdata"),
                ], scheme: "postgresql", path: "/%", conventional: ["DATABASE_URL"])
        case .mysql:
            self.init(
                port: 3306, dataFolder: "/var/lib/mysql", readyCommand: "mysqladmin ping -h 127.0.0.1 --silent",
                environment: [
                    "MYSQL_USER": .user, "MYSQL_PASSWORD": .credential("password"), "MYSQL_DATABASE": .database,
                    "MYSQL_ROOT_PASSWORD": .credential("root_password"),
                ], scheme: "mysql", path: "/%", conventional: ["DATABASE_URL"])
        case .mariadb:
            self.init(
                port: 3306, dataFolder: "/var/lib/mysql",
                // 11 dropped the names that begin with mysql, 10.3 doesn't know the others.
                readyCommand: "mariadb-admin ping -h 127.0.0.1 --silent || mysqladmin ping -h 127.0.0.1 --silent",
                environment: [
                    "MARIADB_USER": .user, "MARIADB_PASSWORD": .credential("password"), "MARIADB_DATABASE": .database,
                    "MARIADB_ROOT_PASSWORD": .credential("root_password"),
                ], scheme: "mysql", path: "/%", conventional: ["DATABASE_URL"])
        case .redis:
            self.init(likeRedis: "redis", password: "REDIS_PASSWORD", clientPassword: "REDISCLI_AUTH")
        case .valkey:
            self.init(likeRedis: "valkey", password: "VALKEY_PASSWORD", clientPassword: "VALKEYCLI_AUTH")
        case .mongo:
            self.init(
                port: 27017, dataFolder: "/data/db",
                environment: [
                    "MONGO_INITDB_ROOT_USERNAME": .user, "MONGO_INITDB_ROOT_PASSWORD": .credential("password"),
                    "MONGO_INITDB_DATABASE": .database,
                ], scheme: "mongodb", path: "/%?authSource=admin", conventional: ["MONGODB_URI", "MONGO_URL"])
        case .rabbitmq:
            self.init(
                port: 5672, dataFolder: "/var/lib/rabbitmq",
                environment: ["RABBITMQ_DEFAULT_USER": .user, "RABBITMQ_DEFAULT_PASS": .credential("password")],
                scheme: "amqp", conventional: ["AMQP_URL", "RABBITMQ_URL"])
        case .memcached:
            self.init(port: 11211, scheme: "memcached", conventional: ["MEMCACHED_URL"])
        case .nats:
            // Its image is without a shell, and its credentials could only be arguments, which all may see.
            self.init(
                port: 4222, dataFolder: "/data", command: ["--jetstream", "--store_dir", "/data"], scheme: "nats",
                conventional: ["NATS_URL"])
        case .minio:
            self.init(
                port: 9000, dataFolder: "/data", command: ["server", "/data"],
                environment: ["MINIO_ROOT_USER": .user, "MINIO_ROOT_PASSWORD": .credential("password")],
                // It wants at least three letters for a user, so that `app` will do.
                scheme: "http", conventional: ["MINIO_URL"])
        case .elasticsearch:
            self.init(
                port: 9200, dataFolder: "/usr/share/elasticsearch/data",
                environment: [
                    "discovery.type": .text("single-node"), "ELASTIC_PASSWORD": .credential("password"),
                    "xpack.security.enabled": .text("true"), "xpack.security.http.ssl.enabled": .text("false"),
                    "ES_JAVA_OPTS": .text("-Xms512m -Xmx512m"),
                ], fixedUser: "elastic", scheme: "http", conventional: ["ELASTICSEARCH_URL"])
        case .opensearch:
            // Its security speaks HTTPS with a certificate of its own making that no client trusts.
            self.init(
                port: 9200, dataFolder: "/usr/share/opensearch/data",
                environment: [
                    "discovery.type": .text("single-node"), "DISABLE_SECURITY_PLUGIN": .text("true"),
                    "DISABLE_INSTALL_DEMO_CONFIG": .text("true"),
                    "OPENSEARCH_JAVA_OPTS": .text("-Xms512m -Xmx512m"),
                ], scheme: "http", conventional: ["OPENSEARCH_URL"])
        case .clickhouse:
            self.init(
                port: 8123, dataFolder: "/var/lib/clickhouse",
                environment: [
                    "CLICKHOUSE_USER": .user, "CLICKHOUSE_PASSWORD": .credential("password"),
                    "CLICKHOUSE_DB": .database, "CLICKHOUSE_DEFAULT_ACCESS_MANAGEMENT": .text("1"),
                ], scheme: "http", path: "/%", conventional: ["CLICKHOUSE_URL"])
        }
    }

    /// Redis and its fork take a password from their configuration or arguments only. It goes in by standard input:
    /// arguments can be seen by everybody on the machine.
    private init(likeRedis program: String, password: String, clientPassword: String) {
        self.init(
            port: 6379, dataFolder: "/data",
            command: [
                "sh", "-c",
                "exec docker-entrypoint.sh \(program)-server - <<END\nappendonly yes\nrequirepass \"$\(password)\"\nEND",
            ],
            readyCommand: "\(program)-cli ping | grep -q PONG",
            environment: [password: .credential("password"), clientPassword: .credential("password")],
            scheme: "redis", conventional: ["REDIS_URL"])
    }
}
