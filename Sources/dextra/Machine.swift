// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import ControlPlane
import FoundationEssentials
import Hosting
import LocalProcess
import Model
import Primitives
import Processes
import Traffic

/// What this machine has for running applications, chosen once at the start.
struct Machine: Sendable {
    let isolation: IsolationProbe
    let toolchains: Toolchains
    let shim: ShimLocation
    let supervisor: ServiceSupervisor
    let ingress: Ingress
    let platform: LocalProcessPlatform
    let docker: DockerRooms

    static func examine(
        _ options: ServeOptions, _ home: ServerHome, node: NodeID, settings: ServerSettings, _ logger: Logger
    ) async throws -> Machine {
        let shim = try ShimLocation.find()
        let isolation = try await IsolationProbe.run(shim: shim)
        let supervisor = ServiceSupervisor(directory: home.services, shim: shim)
        let environment = ProcessInfo.processInfo.environment
        let toolchains = Toolchains.ofThisUser(environment: environment)
        let proxy = HAProxy(
            directory: ProxyDirectory(path: home.proxy),
            settings: TrafficSettings(
                bindAddress: options.bindAddress, front: .optional(options.frontPort), firstPort: options.basePort,
                maximumConnections: TrafficSettings.connections(openFiles: TrafficSettings.openFilesLimit()),
                account: .forThisProcess()),
            launcher: .supervised(by: supervisor),
            program: { try ProxyProgram.locate(searchPath: environment["PATH"]) },
            time: .system, logger: logger.labelled("traffic"))
        let ingress = Ingress(proxy: proxy, time: .system, logger: logger.labelled("traffic"))
        let platform = LocalProcessPlatform(
            settings: LocalProcessSettings(
                layout: LocalLayout(home: home.path), isolation: isolation,
                executable: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"),
                toolchains: toolchains),
            supervisor: supervisor, ingress: ingress, shim: shim, time: .system, random: .system,
            logger: logger.labelled("platform"))
        return Machine(
            isolation: isolation, toolchains: toolchains, shim: shim, supervisor: supervisor, ingress: ingress,
            platform: platform,
            docker: DockerRooms(
                node: node, settings: settings, ingress: ingress, environment: environment, logger: logger))
    }
}
