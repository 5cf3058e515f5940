// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import ControlPlane
import Delivery
import FoundationEssentials
import Glibc
import Hosting
import LocalProcess
import Model
import Operations
import Primitives
import Processes
import Storage
import Traffic
import Wire
import Workflows

extension DeliveryParts {
    /// Delivery to this machine itself.
    static func onThisMachine(
        home: ServerHome, node: NodeID, database: any Database, blobs: BlobStore, environments: EnvironmentService,
        credentials: ServiceCredentials, events: EventLog, machine: Machine, logger: Logger
    ) throws -> DeliveryParts {
        let layout = DeliveryLayout(home: home.path)
        let confinement = Confinement(
            machine.isolation, home: home.path, toolchains: machine.toolchains,
            firstUser: machine.platform.settings.firstUser)
        let artifacts = try ArtifactStore(layout: layout, blobs: blobs, confinement: confinement)
        let builder = Builder(
            artifacts: artifacts, confinement: confinement,
            environment: BuildEnvironment(
                server: ProcessInfo.processInfo.environment, toolchains: machine.toolchains),
            shim: machine.shim)
        return DeliveryParts(
            database: database, node: node, blobs: blobs, artifacts: artifacts, layout: layout,
            environments: environments, credentials: credentials,
            builder: builder,
            platforms: PlatformCatalog(
                [.local: machine.platform, .docker: machine.docker.platform], images: machine.docker.images,
                services: machine.docker.services), events: events, time: .system,
            random: .system, logger: logger
        )
    }
}

extension ServerControl {
    static func of(
        _ home: ServerHome, _ node: Node, _ database: ServerInfo.DatabaseKind, _ machine: Machine,
        _ listening: Listening, stop: StopRequest
    ) -> ServerControl {
        return ServerControl(
            owner: geteuid(),
            info: {
                ServerInfo(
                    version: DextraVersion.current, pid: getpid(), home: home.path, startedAt: node.startedAt,
                    isolation: ServerInfo.IsolationKind(rawValue: machine.isolation.name) ?? .none,
                    proxy: await machine.proxyState(), node: node.id, database: database,
                    url: listening.url)
            },
            stop: { stop.request() })
    }
}

extension Machine {
    func proxyHealth() async throws -> ProxyState {
        if try await ingress.proxy.configuration().routes.isEmpty { return .unneeded }
        // Asked itself: one that ends again and again, or hangs, has a shim that keeps it all the same.
        return await ingress.proxy.isAnswering() ? .up : .down
    }

    func proxyState() async -> ServerInfo.Proxy {
        if (try? ProxyProgram.locate(searchPath: nil)) == nil { return ServerInfo.Proxy(state: "missing") }
        guard let shim = try? supervisor.adopt("haproxy"), shim.status().isSupervised else {
            return ServerInfo.Proxy(state: "stopped")
        }
        return ServerInfo.Proxy(state: "running", port: try? await ingress.proxy.configuration().frontPort)
    }
}
