// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Delivery
import Glibc
import Hashing
package import Model
import Platforms
import Primitives
package import Storage
import StorageSQLite
import TestKit
import Vault
package import Workflows

/// Delivery with a real database on the driver that the whole run is for, real blobs and real builds, on a platform that only remembers.
package struct DeliveryFixture {
    package let root: String
    package let database: any Database
    package let blobs: BlobStore
    package let platform = PlatformDouble()
    /// The one called docker.
    package let containers = PlatformDouble(.runsImages)
    package let images = ImageBuilderDouble()
    package let services = BackingServicesDouble()
    package let time: SteppingTime
    package let environments: EnvironmentService
    package let artifacts: ArtifactStore
    package let builder: Builder
    package let intake: SourceIntake
    package let parts: DeliveryParts
    package let backups: BackupParts
    package let plan: PrunePlan
    package let engine: WorkflowEngine
    package let service: DeliveryService
    package let layout: DeliveryLayout

    /// Runs the body with everything made and the engine at work.
    @discardableResult
    package static func with<Value>(_ body: (DeliveryFixture) async throws -> Value) async throws -> Value {
        try await withoutEngine { fixture in try await fixture.serve { try await body(fixture) } }
    }

    /// Runs the body with everything made; runs are carried out within ``serve(_:)``.
    @discardableResult
    package static func withoutEngine<Value>(_ body: (DeliveryFixture) async throws -> Value) async throws -> Value {
        try await TemporaryDirectory.with { root in
            try await TemporaryDatabase.with { database in
                let fixture = try DeliveryFixture(root: root, database: database)
                do {
                    let value = try await body(fixture)
                    try await fixture.tearDown()
                    return value
                } catch {
                    try? await fixture.tearDown()
                    throw error
                }
            }
        }
    }

    /// One life of the server: the engine works until the body ends, and leaves what it is in the middle of as it stands.
    package func serve<Value>(_ body: () async throws -> Value) async throws -> Value {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [engine] in try await engine.run() }
            defer { group.cancelAll() }
            return try await body()
        }
    }

    private init(root: String, database: any Database) throws {
        self.root = root
        self.database = database
        let time = SteppingTime()
        self.time = time
        layout = DeliveryLayout(home: root)
        blobs = try BlobStore(root: root + "/blobs", threads: 1, time: time.source)
        let vault = try Vault(keyFile: root + "/vault.key")
        let events = EventLog(database: database, time: time.source)
        environments = EnvironmentService(database: database, vault: vault, events: events, time: time.source)
        artifacts = try ArtifactStore(layout: layout, blobs: blobs, confinement: .none)
        builder = Builder(
            artifacts: artifacts, confinement: .none, environment: BuildEnvironment(server: [:]), shim: nil)
        let node: NodeID = RandomSource.system.identifier(at: time.source.now())
        intake = SourceIntake(database: database, node: node, blobs: blobs, time: time.source)
        parts = DeliveryParts(
            database: database, node: node, blobs: blobs, artifacts: artifacts, layout: layout,
            environments: environments,
            credentials: ServiceCredentials(
                database: database, vault: vault, time: time.source, random: .system),
            builder: builder,
            platforms: PlatformCatalog(
                [.local: platform, .docker: containers], images: images, services: services), events: events,
            time: time.source,
            random: .system, logger: .silent)
        backups = BackupParts(
            database: database, blobs: blobs, intake: intake, home: root, vaultKey: root + "/vault.key",
            time: time.source, open: { try SQLiteDatabase.open(path: $0, readers: 1, logger: .silent) })
        plan = PrunePlan(parts, intake: intake, backups: backups)
        engine = WorkflowEngine(
            database: database, events: events,
            registry: try RunRegistry(
                parts.definitions + [BackupRun(backups).definition, PruneRun(parts, plan: plan).definition]),
            time: time.source,
            random: .system, nodeID: node.description, logger: .silent)
        service = DeliveryService(parts, engine: engine, intake: intake)
    }

    /// Sealed trees can't be removed by an ordinary user before they are writable again.
    private func tearDown() async throws {
        for project in try await database.read({ try ProjectStore().list(on: $0) }) {
            try await artifacts.removeAll(of: project.name)
        }
    }

    package func makeProject(_ name: String) async throws -> Project {
        let (name, now) = (try ProjectName(name), time.source.now())
        return try await database.write {
            try ProjectStore().create(
                name, id: RandomSource.system.identifier(at: now), node: parts.node, at: now, on: $0)
        }
    }

    /// Uploads files by path and text, and says what they are.
    package func upload(_ files: [String: String]) async throws -> SourceManifest {
        var list: [SourceFile] = []
        for (path, text) in files {
            let blob = try await blobs.write(Array(text.utf8))
            list.append(SourceFile(path: path, content: .file(digest: blob.digest, size: blob.size, executable: false)))
        }
        return try SourceManifest(files: list)
    }

    /// Deploys files to production and waits for the end.
    @discardableResult
    package func deploy(_ files: [String: String], to name: String = "shop") async throws -> Run {
        let run = try await service.deploy(
            Deployment(project: try ProjectName(name), profile: .production, manifest: try await upload(files)))
        return try await engine.wait(run.id)
    }

    package func rollBack(to number: Int? = nil) async throws -> Run {
        let run = try await service.rollBack(try ProjectName("shop"), profile: .production, to: number)
        return try await engine.wait(run.id)
    }

    /// Releases of `shop` by number.
    package func statuses() async throws -> [Int: ReleaseStatus] {
        let releases = try await service.releases(of: try ProjectName("shop"), ReleaseFilter(profile: .production))
        return Dictionary(uniqueKeysWithValues: releases.map { ($0.number, $0.status) })
    }
}
