// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Configuration
import Model
import Platforms
import Primitives
import Storage

/// What stands beside the releases of a profile: databases, caches and brokers.
extension DeliveryParts {
    func hasBackingService(_ name: String, _ project: Project, _ profile: Profile) async throws -> Bool {
        try await database.read {
            try BackingServiceStore().names(project: project.id, profile: profile, on: $0).contains(name)
        }
    }

    /// What is known of a profile's services now; none where it never had one, or where they can't be asked.
    func backing(of project: Project, _ profile: Profile) async throws -> [ProcessStatus] {
        let names = try await database.read {
            try BackingServiceStore().names(project: project.id, profile: profile, on: $0)
        }
        guard !names.isEmpty, isHere(project) else { return [] }
        do {
            return try await platforms.services().status(of: target(profile, of: project))
        } catch let failure as Failure {
            return names.map { ProcessStatus(name: $0, state: .absent, lastExit: failure.message) }
        }
    }

    /// Makes the services of a release run and ready, and records where they are reached.
    func ensureServices(
        of release: Release, _ project: Project, progress: @escaping @Sendable (Double, String) -> Void
    ) async throws {
        let declarations = release.settings.services
        let credentials = try await credentials.ensure(
            declarations, project: project.id, profile: release.profile)
        let services = try declarations.map { declaration throws(Failure) in
            BackingService(
                try ServiceCatalog.resolve(declaration, credentials: credentials[declaration.name] ?? [:]))
        }
        let addresses = try await platforms.services().ensure(
            services, of: target(release.profile, of: project), progress: progress)
        try await database.write { connection in
            try BackingServiceStore().replace(
                Dictionary(addresses.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first }),
                project: project.id, profile: release.profile, on: connection)
        }
    }

    /// The variables by which a release finds its services; those that people set themselves win.
    func serviceVariables(
        of release: Release, given: Set<String>
    ) async throws -> [ServiceVariable] {
        let declarations = release.settings.services
        guard !declarations.isEmpty else { return [] }
        let addresses = try await database.read { connection in
            try BackingServiceStore().all(
                as: BackingServiceAddress.self, project: release.projectID, profile: release.profile, on: connection)
        }
        let credentials = try await credentials.find(
            declarations, project: release.projectID, profile: release.profile)
        let isContainer = try platform(of: release).capabilities.contains(.runsImages)
        return ServiceCatalog.variables(
            for: declarations.compactMap { declaration in
                guard let address = addresses[declaration.name] else { return nil }
                let endpoint = isContainer ? address.onNetwork : address.onHost
                return PlacedService(
                    declaration, host: endpoint.host, port: endpoint.port,
                    credentials: credentials[declaration.name] ?? [:])
            }, given: given)
    }
}

extension BackingService {
    fileprivate init(_ service: ResolvedService) {
        self.init(
            name: service.name, image: service.image, command: service.command, environment: service.environment,
            dataFolder: service.dataFolder, port: service.port, readyCommand: service.readyCommand,
            limits: ReleaseLimits(memoryBytes: service.memoryBytes, cpus: service.cpus))
    }
}
