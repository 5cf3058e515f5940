// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// What a container is to be: everything that is fixed when it is created.
package struct ContainerSpec: Sendable {
    /// A name, a digest reference or an image ID.
    package var image: String
    /// nil for the image's own.
    package var command: [String]?
    /// nil for the image's own; empty for none.
    package var entrypoint: [String]?
    /// Added to the image's own.
    package var environment: [String: String] = [:]
    package var labels: [String: String] = [:]
    package var workingDirectory: String?
    /// `uid`, `uid:gid` or names; nil for the image's own.
    package var user: String?
    package var hostname: String?
    package var ports: [PortMapping] = []
    package var mounts: [ContainerMount] = []
    package var network: NetworkMode = .engineDefault
    package var resources = ContainerResources()
    package var restart = ContainerRestart.never
    package var healthcheck: ContainerHealthcheck?
    package var hasReadOnlyRoot = false
    /// E.g. `ALL`.
    package var droppedCapabilities: [String] = []
    package var addedCapabilities: [String] = []
    /// Setuid programs gain nothing (`no-new-privileges`).
    package var deniesNewPrivileges = true
    /// Further security options as the engine spells them, e.g. `seccomp=unconfined`.
    package var securityOptions: [String] = []
    /// E.g. `SIGTERM`; nil for the image's own.
    package var stopSignal: String?
    /// From the stop signal to the kill; nil for the engine's ten seconds.
    package var stopTimeout: Duration?
    package var logging: ContainerLogging?
    /// Host names beside those of the network: name to address, or to `host-gateway`.
    package var extraHosts: [String: String] = [:]
    /// A process that collects orphans and passes signals on, as the first one.
    package var hasInit = false
    /// A terminal: standard error and output are then one stream.
    package var hasTerminal = false
    /// Standard input stays open for who attaches.
    package var keepsInputOpen = false
    /// The engine removes the container as soon as it ends.
    package var removesItself = false

    package init(image: String) { self.image = image }
}

/// A container's port on the host.
package struct PortMapping: Sendable, Hashable {
    package enum Transport: String, Sendable, Hashable {
        case tcp, udp
    }

    /// 1…65535, inside the container.
    package var container: Int
    /// On the host; nil lets the engine choose a free one.
    package var host: Int?
    /// The host's address to listen at.
    package var address: String
    package var transport: Transport

    /// Listens at the loopback address only, unless told otherwise.
    package init(
        container: Int, host: Int? = nil, address: String = "127.0.0.1", transport: Transport = .tcp
    ) {
        self.container = container
        self.host = host
        self.address = address
        self.transport = transport
    }
}

/// Something at a path inside a container that outlives it, or is no disk at all.
package enum ContainerMount: Sendable, Hashable {
    /// A named volume, made by the engine when it isn't there.
    case volume(name: String, target: String, isReadOnly: Bool = false)
    /// A path of the engine's machine, which has to exist.
    case path(source: String, target: String, isReadOnly: Bool = false)
    /// Memory; nil bytes for no limit of its own.
    case memory(target: String, bytes: Int? = nil)
}

/// The network a container starts in; more can be connected later.
package enum NetworkMode: Sendable, Hashable {
    case engineDefault
    case none
    case host
    /// A network made before; `aliases` are further names by which its other containers find this one.
    case named(String, aliases: [String] = [])
    /// The network namespace of another container.
    case container(String)
}

/// What a container may use; nil for no limit.
package struct ContainerResources: Sendable, Hashable {
    /// Bytes; swap is not given beside them.
    package var memory: Int?
    /// E.g. 1.5.
    package var cpus: Double?
    package var processes: Int?
    /// Of each process.
    package var openFiles: Int?

    package init(memory: Int? = nil, cpus: Double? = nil, processes: Int? = nil, openFiles: Int? = nil) {
        self.memory = memory
        self.cpus = cpus
        self.processes = processes
        self.openFiles = openFiles
    }
}

/// Whether the engine starts a container again that has ended.
package enum ContainerRestart: Sendable, Hashable {
    case never
    case onFailure(limit: Int)
    /// Also after the engine itself was restarted, unless somebody had stopped it.
    case unlessStopped
    case always
}

/// How the engine asks a container whether it is well.
package struct ContainerHealthcheck: Sendable, Hashable {
    package enum Test: Sendable, Hashable {
        /// None, even if the image has one.
        case none
        case command([String])
        /// Given to the image's shell.
        case shell(String)
    }

    package var test: Test
    package var interval: Duration?
    package var timeout: Duration?
    /// While it starts, failures don't count.
    package var startPeriod: Duration?
    package var retries: Int?

    package init(
        _ test: Test, interval: Duration? = nil, timeout: Duration? = nil, startPeriod: Duration? = nil,
        retries: Int? = nil
    ) {
        self.test = test
        self.interval = interval
        self.timeout = timeout
        self.startPeriod = startPeriod
        self.retries = retries
    }
}

/// Where the engine keeps what a container writes.
package struct ContainerLogging: Sendable, Hashable {
    /// E.g. `json-file`, `local`.
    package var driver: String
    /// As the driver spells them, e.g. `max-size`.
    package var options: [String: String]

    package init(driver: String, options: [String: String] = [:]) {
        self.driver = driver
        self.options = options
    }

    /// The engine's own files, rotated: `files` of `megabytes` each.
    package static func rotated(megabytes: Int = 10, files: Int = 3) -> ContainerLogging {
        ContainerLogging(driver: "json-file", options: ["max-size": "\(megabytes)m", "max-file": String(files)])
    }
}
