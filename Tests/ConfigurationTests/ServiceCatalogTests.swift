// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Configuration
import Model
import Primitives
import Testing

struct ServiceCatalogTests {
    private static let secrets = ["password": Redacted("p4ss"), "root_password": Redacted("r00t")]

    private static func values(_ services: [PlacedService], given: Set<String> = []) -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: ServiceCatalog.variables(for: services, given: given)
                .map { ($0.name, $0.value.reveal()) })
    }

    private static func placed(_ name: String, _ image: String, environment: [String: String] = [:]) -> PlacedService {
        PlacedService(
            ServiceDeclaration(name: name, image: image, environment: environment), host: "127.0.0.1", port: 41_000,
            credentials: secrets)
    }

    @Test(arguments: [
        ("postgres", ServiceKind.postgres), ("postgres:17-alpine", .postgres),
        ("docker.io/library/postgres@sha256:0", .postgres),
        ("registry.example.com:5000/team/redis:7", .redis), ("pgvector/pgvector:pg17", .postgres),
        ("clickhouse/clickhouse-server", .clickhouse),
        ("docker.elastic.co/elasticsearch/elasticsearch:8.1.0", .elasticsearch),
    ])
    func recognisesImagesByTheirName(image: String, kind: ServiceKind) {
        #expect(ServiceKind(image: image) == kind)
    }

    @Test(arguments: [
        "bitnami/redis", "docker.io/bitnamilegacy/postgres:17", "acme/my-postgres", "postgres-exporter", "",
    ])
    func leavesOthersAlone(image: String) {
        #expect(ServiceKind(image: image) == nil)
    }

    @Test func everyKnownKindCanBeResolvedAndFound() throws {
        for kind in ServiceKind.allCases {
            let declaration = ServiceDeclaration(name: "x", image: kind.rawValue)
            let names = ServiceCatalog.credentials(of: declaration)
            #expect(Set(names).isSubset(of: Self.secrets.keys))
            let service = try ServiceCatalog.resolve(declaration, credentials: Self.secrets)
            #expect(service.port > 0)
            let values = Self.values([Self.placed("x", kind.rawValue)])
            #expect(values["X_URL"]?.contains("127.0.0.1:41000") == true, "\(kind)")
            #expect(names.contains("password") == (values["X_PASSWORD"] != nil), "\(kind)")
            // Arguments can be seen by everybody on the machine.
            #expect(!service.command.contains { $0.contains("p4ss") })
        }
    }

    @Test func postgresRunsAsItsDocumentationSays() throws {
        let declaration = ServiceDeclaration(name: "db", image: "postgres:17")
        #expect(ServiceCatalog.credentials(of: declaration) == ["password"])
        let service = try ServiceCatalog.resolve(declaration, credentials: Self.secrets)
        #expect(
            service.environment.mapValues { $0.reveal() } == [
                "POSTGRES_USER": "app", "POSTGRES_PASSWORD": "p4ss", "POSTGRES_DB": "app",
                "PGDATA": "/var/lib/postgresql/data/pgdata",
            ])
        #expect((service.port, service.dataFolder) == (5432, "/var/lib/postgresql/data"))
        #expect(service.readyCommand?.hasPrefix("pg_isready") == true)
    }

    @Test func whatIsDeclaredWins() throws {
        let declaration = ServiceDeclaration(
            name: "db", image: "postgres", environment: ["POSTGRES_USER": "shop", "POSTGRES_PASSWORD": "a/b c"],
            port: 5433, dataFolder: "/data", readyCommand: "true")
        #expect(ServiceCatalog.credentials(of: declaration).isEmpty)
        let service = try ServiceCatalog.resolve(declaration, credentials: [:])
        #expect(service.environment["POSTGRES_USER"]?.reveal() == "shop")
        #expect(service.environment["PGDATA"]?.reveal() == "/data/pgdata")
        #expect((service.port, service.dataFolder, service.readyCommand) == (5433, "/data", "true"))
        let values = Self.values([PlacedService(declaration, host: "db", port: 5433)])
        #expect(values["DB_URL"] == "postgresql://shop:a%2Fb%20c@db:5433/app")
        #expect((values["DB_PASSWORD"], values["DB_NAME"]) == ("a/b c", "app"))
    }

    @Test func aMissingSecretIsAnError() {
        let failure = #expect(throws: Failure.self) {
            try ServiceCatalog.resolve(
                ServiceDeclaration(name: "db", image: "mysql"), credentials: ["password": Redacted("x")])
        }
        #expect(failure?.code == .invalidArgument)
    }

    @Test func theCommonNameIsThereWhenOnlyOneCanBeMeant() {
        let one = Self.values([Self.placed("main-db", "postgres:17"), Self.placed("cache", "valkey/valkey:8")])
        #expect(one["DATABASE_URL"] == "postgresql://app:p4ss@127.0.0.1:41000/app")
        #expect(one["MAIN_DB_URL"] == one["DATABASE_URL"])
        #expect((one["MAIN_DB_USER"], one["MAIN_DB_NAME"], one["MAIN_DB_PORT"]) == ("app", "app", "41000"))
        #expect(one["REDIS_URL"] == "redis://:p4ss@127.0.0.1:41000")
        #expect(one["CACHE_USER"] == nil)
        let two = Self.values([Self.placed("a", "postgres"), Self.placed("b", "mariadb:11")])
        #expect(two["DATABASE_URL"] == nil)
        #expect(two["B_URL"] == "mysql://app:p4ss@127.0.0.1:41000/app")
    }

    @Test func whatTheUserSetIsLeftOut() {
        let values = Self.values([Self.placed("db", "postgres")], given: ["DATABASE_URL", "DB_HOST"])
        #expect(values["DATABASE_URL"] == nil && values["DB_HOST"] == nil && values["DB_URL"] != nil)
    }

    @Test func aServiceThatBearsACommonNameOwnsIt() {
        let values = Self.values([Self.placed("database", "mongo"), Self.placed("sql", "postgres")])
        #expect(values["DATABASE_URL"] == "mongodb://app:p4ss@127.0.0.1:41000/app?authSource=admin")
    }

    @Test func unknownImagesHaveAnAddressOnly() {
        #expect(
            Self.values([Self.placed("queue", "acme/queue")]) == ["QUEUE_HOST": "127.0.0.1", "QUEUE_PORT": "41000"])
    }

    @Test func passwordsAreMarkedAndNotShown() {
        let variables = ServiceCatalog.variables(for: [Self.placed("db", "postgres"), Self.placed("mq", "nats")])
        #expect(variables.filter(\.isSecret).map(\.name) == ["DATABASE_URL", "DB_PASSWORD", "DB_URL"])
        #expect(!"\(variables)".contains("p4ss"))
    }

    /// Redis takes its password from its own configuration; with arguments of one's own ours is gone.
    @Test func redisWithItsOwnArgumentsHasNoPassword() throws {
        let declaration = ServiceDeclaration(name: "cache", image: "redis", command: ["redis-server"])
        #expect(ServiceCatalog.credentials(of: declaration).isEmpty)
        #expect(try ServiceCatalog.resolve(declaration, credentials: [:]).environment.isEmpty)
        let values = Self.values([PlacedService(declaration, host: "cache", port: 6379, credentials: Self.secrets)])
        #expect(values["CACHE_URL"] == "redis://cache:6379" && values["CACHE_PASSWORD"] == nil)
    }
}
