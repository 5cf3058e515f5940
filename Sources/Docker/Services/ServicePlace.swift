// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import Hashing
import Platforms
import Primitives
import Traffic

/// One service of a target on an engine: brings what is there to what is described.
struct ServicePlace {
    let service: BackingService
    let target: PlatformTarget
    let services: DockerServices
    let engine: DockerEngine

    /// A service that the engine has started again so often won't be ready by waiting.
    static let restartsUntilLoop = 5
    /// A database may have much to write before it ends.
    private static let stopTimeout = Duration.seconds(60)
    /// Goes into the digest: raised when containers are made otherwise than before.
    private static let generation = "1"

    init(_ service: BackingService, _ target: PlatformTarget, _ services: DockerServices, _ engine: DockerEngine) {
        self.service = service
        self.target = target
        self.services = services
        self.engine = engine
    }

    /// The container and the volume.
    var name: String { services.naming.service(service.name, of: target) }
    /// A container that takes the other's place as soon as that is gone.
    private var successorName: String { name + ".next" }

    func ensure(_ progress: (Double, String) -> Void) async throws -> BackingServiceAddress {
        let digest = description
        var current = try await own(name)
        let successor = try await own(successorName)
        if let successor, current == nil, successor.labels[DockerNaming.Label.description] == digest {
            // The one before was removed, and the server ended before this one got its name.
            try await engine.rename(successor.id, to: name)
            current = try await own(name)
        } else if let successor {
            try await engine.remove(successor.id, force: true)
        }
        let port: Int
        if let current, current.labels[DockerNaming.Label.description] == digest, let known = Self.port(of: current) {
            port = known
            if !current.state.isRunning {
                progress(0.5, "starting")
                try await start(current.id, port)
            }
        } else {
            port = try await replace(current, knownPort: (current ?? successor).flatMap(Self.port), digest, progress)
        }
        progress(0.8, "waiting until it is ready")
        try await ServiceReadiness(self, container: name).wait()
        progress(1, "ready")
        return BackingServiceAddress(
            name: service.name, onHost: Endpoint(host: "127.0.0.1", port: port),
            onNetwork: Endpoint(host: service.name, port: service.port))
    }

    // MARK: Replacing

    /// Makes the container anew around the same data; gives its port. What can fail without the old one being stopped is
    /// done before that.
    private func replace(
        _ current: ContainerSnapshot?, knownPort: Int?, _ digest: String, _ progress: (Double, String) -> Void
    ) async throws -> Int {
        try await pull { progress(0.4 * $0, $1) }
        if service.dataFolder != nil { try await ensureVolume() }
        var port = knownPort
        if port == nil { port = try await freePort() }
        guard let port else { throw Failure(.portTaken, "no port is free for \(service.name)") }
        progress(0.5, current == nil ? "starting" : "replacing it")
        let successor = try await engine.create(spec(port: port, digest), name: successorName)
        if let current {
            try await engine.stop(current.id, timeout: Self.stopTimeout)
            try await engine.remove(current.id, force: true)
        }
        try await engine.rename(successor, to: name)
        try await start(successor, port)
        return port
    }

    private func start(_ container: String, _ port: Int) async throws {
        do {
            try await engine.start(container)
        } catch let failure as Failure where failure.code == .portTaken {
            throw Failure(
                .portTaken, "the port \(port) of the service '\(service.name)' is taken by somebody else",
                hint: "stop what listens there (ss -ltnp), or remove the container \(name) to get another port",
                cause: failure)
        }
    }

    private func spec(port: Int, _ digest: String) -> ContainerSpec {
        var spec = ContainerSpec(image: service.image)
        spec.command = service.command.isEmpty ? nil : service.command
        spec.environment = service.environment.mapValues { $0.reveal() }
        spec.labels = services.labels(of: target)
        spec.labels[DockerNaming.Label.process] = service.name
        spec.labels[DockerNaming.Label.description] = digest
        spec.labels[DockerNaming.Label.port] = String(port)
        // Some keep their data below a folder that is named for the host.
        spec.hostname = service.name
        spec.ports = [PortMapping(container: service.port, host: port)]
        spec.network = .named(services.naming.network(target), aliases: [service.name])
        if let folder = service.dataFolder { spec.mounts = [.volume(name: name, target: folder)] }
        spec.resources = ContainerResources(
            memory: service.limits.memoryBytes, cpus: service.limits.cpus, processes: service.limits.processes)
        spec.restart = .unlessStopped
        spec.stopTimeout = Self.stopTimeout
        spec.logging = .rotated(
            megabytes: max(1, (service.limits.logBytes ?? 10 << 20) >> 20), files: (service.limits.logFiles ?? 2) + 1)
        return spec
    }

    /// A digest of all that a container is made of, except its port.
    private var description: String {
        let limits = service.limits
        let environment = service.environment.map { "\($0)=\($1.reveal())" }.sorted()
        let facts: [JSONValue] = [
            .string(Self.generation), .string(service.image), .array(service.command.map { .string($0) }),
            .array(environment.map { .string($0) }), service.dataFolder.map { .string($0) } ?? .null,
            .integer(Int64(service.port)), limits.memoryBytes.map { .integer(Int64($0)) } ?? .null,
            limits.cpus.map { .number($0) } ?? .null, limits.processes.map { .integer(Int64($0)) } ?? .null,
            limits.logBytes.map { .integer(Int64($0)) } ?? .null, limits.logFiles.map { .integer(Int64($0)) } ?? .null,
        ]
        return SHA256.hex(of: Array(String(describing: facts).utf8))
    }

    // MARK: What is there

    /// The container of this name; nil when there is none. Throws `container_conflict` when it is somebody else's.
    private func own(_ name: String) async throws -> ContainerSnapshot? {
        do {
            let container = try await engine.container(name)
            try check(container.labels, "container", .containerConflict)
            return container
        } catch let failure as Failure where failure.code == .containerNotFound {
            return nil
        }
    }

    private func ensureVolume() async throws {
        var labels = services.labels(of: target)
        labels[DockerNaming.Label.process] = service.name
        try check(try await engine.createVolume(name, labels: labels).labels, "volume", .volumeInUse)
    }

    private func check(_ labels: [String: String], _ what: String, _ code: FailureCode) throws {
        guard services.labels(of: target).allSatisfy({ labels[$0.key] == $0.value }),
            labels[DockerNaming.Label.process] == service.name
        else {
            throw Failure(
                code, "there is a \(what) \(name) that does not belong to the service '\(service.name)'",
                hint: "remove or rename it")
        }
    }

    private func pull(_ progress: (Double, String) -> Void) async throws {
        do {
            _ = try await engine.image(service.image)
            return
        } catch let failure as Failure where failure.code == .imageNotFound {
            progress(0, "fetching \(service.image)")
        }
        var transfer = TransferProgress()
        do {
            let image = try ImageReference(service.image)
            try await engine.pull(image, login: try await services.logins(image.registry)) { layer in
                transfer.note(layer)
                let share = transfer.total > 0 ? Double(transfer.moved) / Double(transfer.total) : 0
                progress(
                    share, "fetching \(BuildProgress.size(transfer.moved)) of \(BuildProgress.size(transfer.total))")
            }
        } catch let failure as Failure where BuildFault.isAboutImage(failure) {
            throw BuildFault.missing(
                "the image \(service.image) of the service '\(service.name)'", service.image, failure)
        }
    }

    // MARK: Ports

    private static func port(of container: ContainerSnapshot) -> Int? {
        container.labels[DockerNaming.Label.port].flatMap { Int($0) }
    }

    /// A port that nobody listens on and no other service, running or not, counts on. Where to begin looking follows from
    /// the name, so that one that is made again is likely to get its old port.
    private func freePort() async throws -> Int {
        let others = try await engine.containers(labels: [DockerNaming.Label.port: ""])
        let taken = Set(others.compactMap { $0.labels[DockerNaming.Label.port].flatMap { Int($0) } })
        let count = services.ports.count
        let start = SHA256.hex(of: Array(name.utf8)).prefix(8)
        let offset = Int(UInt32(start, radix: 16) ?? 0) % count
        for step in 0..<count {
            let port = services.ports.lowerBound + (offset + step) % count
            if !taken.contains(port), PortProbe.isFree(port, on: "127.0.0.1") { return port }
        }
        throw Failure(
            .portTaken, "none of the ports \(services.ports.lowerBound) to \(services.ports.upperBound) is free",
            hint: "remove services that are no longer needed")
    }
}
