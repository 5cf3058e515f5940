// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import Hashing
import Hosting
import Model
import Platforms
import Primitives

/// What the container of a process is made of. Pure: the same release gives the same container and the same digest.
struct ContainerPlan: Sendable {
    /// What a program gets as PORT when it doesn't insist on another: inside, every container has all ports to itself.
    static let usualPort = 8080
    /// Where the target's data volume is mounted.
    static let dataFolder = "/data"
    /// Against programs that multiply without end.
    private static let usualProcesses = 4096
    private static let usualLog = (bytes: 10_000_000, keptFiles: 2)
    /// What no web program needs: making devices, raw packets, giving capabilities to files.
    private static let needless = ["MKNOD", "NET_RAW", "SETFCAP"]

    let naming: DockerNaming
    let release: PlatformRelease
    let process: ReleaseProcess
    let image: String

    /// Throws `unsupported_release` for other artifacts than images.
    init(_ process: ReleaseProcess, of release: PlatformRelease, naming: DockerNaming) throws {
        guard case .image(let image) = release.artifact else {
            throw Failure(
                .unsupportedRelease, "\(release.reference) is a folder, and this platform runs images",
                hint: "deploy it again, so that an image is made")
        }
        self.naming = naming
        self.release = release
        self.process = process
        self.image = image
    }

    var name: String { naming.container(release.reference, process: process.name) }

    /// The port that the program listens on.
    static func port(of release: PlatformRelease) -> Int { release.port ?? usualPort }

    /// The variables of the profile under the platform's own.
    var environment: [String: String] {
        let target = release.reference.target
        var own = [
            "DEXTRA_PROJECT": target.project.text, "DEXTRA_PROFILE": target.profile.rawValue,
            "DEXTRA_RELEASE": String(release.reference.number), "DEXTRA_DATA": Self.dataFolder,
        ]
        if process.kind == .web {
            own["PORT"] = String(Self.port(of: release))
            // The proxy comes from outside of the container.
            own["HOST"] = "0.0.0.0"
        }
        // Python's output would lie in its buffer for minutes, and be lost in a crash, because it goes to a pipe.
        return ["PYTHONUNBUFFERED": "1"]
            .merging(release.environment.mapValues { $0.reveal() }) { $1 }
            .merging(own) { $1 }
    }

    /// Tells whether a container was made from the same description.
    var digest: String {
        var parts = [release.id.description, image, process.kind.rawValue, process.command ?? ""]
        parts += environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        parts.append(String(describing: release.limits))
        parts += [release.stopSignal.rawValue, String(release.stopGrace.wholeMilliseconds)]
        return String(SHA256.hex(of: Array(parts.joined(separator: "\0").utf8)).prefix(32))
    }

    /// - port: where it is published; nil for a process without traffic.
    func spec(port: Int?, publishing: Publishing) -> ContainerSpec {
        let reference = release.reference
        var spec = ContainerSpec(image: image)
        if let command = process.command {
            spec.entrypoint = ["/bin/sh", "-c"]
            spec.command = [StartLine.executing(command)]
        }
        spec.environment = environment
        spec.labels = labels
        spec.hostname = "v\(reference.number)-\(process.name.replacing(".", with: "-"))"
        spec.mounts = [.volume(name: naming.dataVolume(reference.target), target: Self.dataFolder)]
        spec.network = .named(naming.network(reference.target))
        spec.resources = resources
        spec.droppedCapabilities = Self.needless
        // The image's own signal, unless another was asked for.
        spec.stopSignal = release.stopSignal == .term ? nil : "SIG\(release.stopSignal.rawValue)"
        spec.stopTimeout = release.stopGrace
        spec.logging = ContainerLogging(
            driver: "json-file",
            options: [
                "max-size": String(release.limits.logBytes ?? Self.usualLog.bytes),
                "max-file": String((release.limits.logFiles ?? Self.usualLog.keptFiles) + 1),
            ])
        spec.hasInit = true
        // With the engine it comes back, unless it was stopped; a command runs once.
        spec.restart = process.kind == .task ? .never : .unlessStopped
        if let port {
            spec.labels[DockerNaming.Label.port] = String(port)
            spec.ports = [PortMapping(container: Self.port(of: release), host: port, address: publishing.bind)]
        }
        return spec
    }

    private var labels: [String: String] {
        naming.labels(release.reference.target).merging([
            DockerNaming.Label.release: String(release.reference.number), DockerNaming.Label.process: process.name,
            DockerNaming.Label.kind: process.kind.rawValue, DockerNaming.Label.description: digest,
        ]) { $1 }
    }

    private var resources: ContainerResources {
        let limits = release.limits
        return ContainerResources(
            memory: limits.memoryBytes, cpus: limits.cpus, processes: limits.processes ?? Self.usualProcesses,
            openFiles: limits.openFiles)
    }
}
