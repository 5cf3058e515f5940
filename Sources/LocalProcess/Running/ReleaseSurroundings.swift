// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Hosting
import Model
import Platforms
import Primitives
import Processes

/// What a release's program finds around it: variables, folders, user, limits. Pure.
struct ReleaseSurroundings {
    let settings: LocalProcessSettings
    let release: PlatformRelease

    private var target: PlatformTarget { release.reference.target }

    /// The artifact's folder; throws `unsupported_release` for other artifacts.
    func directory() throws -> String {
        switch release.artifact {
        case .directory(let path): return path
        case .image(let reference):
            throw Failure(
                .unsupportedRelease, "\(reference) is a container image, which this machine's own platform can't run",
                hint: "deploy it to a platform for containers")
        }
    }

    /// The folder of a static site.
    func siteRoot(_ root: String) throws -> String {
        guard let path = root.tidyPath else {
            throw Failure(
                .unsupportedRelease, "the site's folder \(root) is not inside the artifact",
                hint: "name a folder relative to the project")
        }
        return path.isEmpty ? try directory() : "\(try directory())/\(path)"
    }

    /// What programs get unless the profile says otherwise. Python's output would lie in its buffer for minutes, and be
    /// lost in a crash, because it goes to a pipe.
    private static let conventions = ["LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1"]

    /// The profile's variables under the platform's own; only the conventions are the program's to choose.
    func environment(port: Int?) -> [String: String] {
        let data = settings.layout.data(target)
        var own = [
            "HOST": "127.0.0.1", "HOME": data, "TMPDIR": data + "/tmp",
            "PATH": (release.searchPath + settings.toolchains.searchPath).joined(separator: ":"),
            "DEXTRA_PROJECT": target.project.text, "DEXTRA_PROFILE": target.profile.rawValue,
            "DEXTRA_RELEASE": String(release.reference.number), "DEXTRA_DATA": data,
        ]
        own["PORT"] = port.map(String.init)
        return Self.conventions
            .merging(release.environment.mapValues { $0.reveal() }) { $1 }
            .merging(own) { $1 }
    }

    /// The user the program runs as when each project has one.
    var owner: UInt32? {
        settings.isolation == .uid ? settings.firstUser + UInt32(max(0, target.ordinal)) : nil
    }

    func isolation(also readable: [String] = []) throws -> Isolation {
        switch settings.isolation {
        case .uid:
            let user = owner ?? settings.firstUser
            return .uid(user, gid: user)
        case .userNamespace:
            return .userNamespace(
                hide: [settings.layout.home] + settings.toolchains.hidden,
                exposeReadOnly: [try directory()] + release.readable + readable + settings.toolchains.readable,
                exposeReadWrite: [settings.layout.data(target)])
        case .none: return .none
        }
    }

    var limits: ResourceLimits {
        ResourceLimits(
            openFiles: release.limits.openFiles.map(UInt64.init), processes: release.limits.processes.map(UInt64.init),
            memory: release.limits.memoryBytes.map(UInt64.init))
    }

    /// A shell line in the artifact's root.
    func shell(_ line: String, port: Int?, output: Command.Output = .streamed) throws -> Command {
        Command(
            executable: "/bin/sh", arguments: ["-c", line], environment: environment(port: port),
            directory: try directory(), isolation: try isolation(), limits: limits, output: output)
    }

    private static func number(of signal: StopSignal) -> Int32 {
        switch signal {
        case .term: SIGTERM
        case .int: SIGINT
        case .quit: SIGQUIT
        case .hup: SIGHUP
        case .usr1: SIGUSR1
        case .usr2: SIGUSR2
        }
    }

    /// The service that runs one process of the release on the port.
    func service(_ process: ProcessName, port: Int, libexec: Libexec) throws -> ServiceSpec {
        let command: Command
        switch release.workload {
        case .command(let line): command = try shell(StartLine.executing(line), port: port)
        case .staticSite(let root, let singlePage):
            let program = try libexec.install()
            command = Command(
                executable: program,
                arguments: StaticServer.arguments(
                    StaticServer.Options(root: try siteRoot(root), port: port, isSinglePage: singlePage)),
                environment: environment(port: port), directory: try directory(),
                isolation: try isolation(also: [program]), limits: limits)
        case .image:
            throw Failure(
                .unsupportedRelease, "\(release.reference) is an image, and this platform runs programs",
                hint: "write 'platform: docker' into dextra.yaml")
        }
        return service(process, command)
    }

    /// The service that runs one process of a worker.
    func worker(_ process: ProcessName, command: String) throws -> ServiceSpec {
        service(process, try shell(StartLine.executing(command), port: nil, output: .streamed))
    }

    private func service(_ process: ProcessName, _ command: Command) -> ServiceSpec {
        let usual = ServiceSpec.LogRotation()
        return ServiceSpec(
            name: ServiceNaming.name(release.reference, process), command: command, revision: release.id.description,
            stopSignal: Self.number(of: release.stopSignal), stopGrace: release.stopGrace,
            logRotation: ServiceSpec.LogRotation(
                maximumBytes: release.limits.logBytes ?? usual.maximumBytes,
                keptFiles: release.limits.logFiles ?? usual.keptFiles))
    }

    /// What a person should know before this runs here.
    func notices() -> [Notice] {
        var notices: [Notice] = []
        if case .none(let reason) = settings.isolation {
            notices.append(
                Notice(
                    "no_isolation", "the program runs with your own rights, nothing keeps it from your files: \(reason)"
                ))
        }
        if let port = release.port {
            notices.append(
                Notice(
                    "fixed_port",
                    "the program always listens on \(port), so old and new can't run side by side: each deploy stops "
                        + "the old release before it starts the new one"))
        }
        if release.limits.cpus != nil {
            notices.append(Notice("no_cpu_limit", "processor shares can't be limited on this platform"))
        }
        return notices
    }
}
