// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Containers
import FoundationEssentials
import Glibc
import Primitives
import Processes
import Synchronization

/// A Docker Engine of the tests' own: its data, its socket and its containers are apart from any other on the machine.
///
/// It has no default bridge and leaves the machine's packet filter alone: containers that talk are put into a network,
/// and their ports are published by the engine's own proxy.
package final class DockerDaemon: Sendable {
    /// Whether the tests that need an engine can run, and what is missing if not.
    package static let canRun = geteuid() == 0 && access(program, X_OK) == 0 && access(busybox, X_OK) == 0
    package static let requirement = "NEEDS ROOT, docker.io and busybox-static (scripts/setup --test): runs an engine"

    private static let program = "/usr/sbin/dockerd"
    private static let namePrefix = "dextra-docker-"
    static let busybox = "/bin/busybox"

    /// Everything of it lies here.
    package let folder: String
    /// Beside those that keep it apart from others.
    private let options: [String]
    private let child: Mutex<Child?>

    package var address: EngineAddress { EngineAddress(.unix(folder + "/docker.sock")) }

    private init(folder: String, options: [String]) {
        self.folder = folder
        self.options = options
        child = Mutex(nil)
    }

    // MARK: The one that most tests share

    private static let common = Task<DockerDaemon, any Error> {
        let daemon = try await start()
        registered.withLock { $0 = daemon }
        atexit { DockerDaemon.registered.withLock(\.self)?.discard() }
        return daemon
    }
    private static let registered = Mutex<DockerDaemon?>(nil)

    /// Started when first asked for; ends with the process.
    package static func shared() async throws -> DockerDaemon { try await common.value }

    /// The environment a person would have, with programs but without logins.
    package var environment: [String: String] {
        [
            "PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "HOME": folder + "/home",
            "DOCKER_HOST": address.description,
        ]
    }

    package func engine() async throws -> DockerEngine {
        try await DockerEngine.connect(environment: environment)
    }

    // MARK: Life

    /// Starts one more; call ``discard()`` when it is no longer needed.
    package static func start(options: [String] = []) async throws -> DockerDaemon {
        removeAbandoned()
        var template = Array("/tmp/\(namePrefix)XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure.system(errno, "can't make a folder for an engine") }
        let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        let daemon = DockerDaemon(folder: folder, options: options)
        try TestFolder.write(String(getpid()), to: folder + "/owner")
        try TestFolder.write("{}", to: folder + "/none.json")
        try FileManager.default.createDirectory(atPath: folder + "/home", withIntermediateDirectories: true)
        do {
            try await daemon.run()
        } catch {
            daemon.discard()
            throw error
        }
        return daemon
    }

    /// Starts the engine, also again after it was killed, and waits until it answers.
    package func run() async throws {
        let options =
            [
                "--data-root=\(folder)/data", "--exec-root=\(folder)/exec", "--pidfile=\(folder)/pid",
                "--config-file=\(folder)/none.json", "--host=unix://\(folder)/docker.sock", "--bridge=none",
                "--iptables=false", "--ip6tables=false", "--default-address-pool=base=10.213.0.0/16,size=24",
                "--shutdown-timeout=5",
            ] + self.options
        // Through a shell for its output: what it says is kept, and is no pipe that somebody has to read.
        let line = "exec \(Self.program) \(options.joined(separator: " ")) >>\(folder)/log 2>&1"
        let command = Command(
            executable: "/bin/sh", arguments: ["-c", line], environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"],
            output: .discarded)
        // The shim ends the engine and its containers when the tests are killed.
        let started = try Child.spawn(command, shim: try? ShimLocation.find())
        child.withLock { $0 = started }
        for _ in 0..<600 {
            if (try? await DockerEngine.connect(to: address)) != nil { return }
            try await TimeSource.system.sleep(for: .milliseconds(50))
        }
        let log = Self.text(of: folder + "/log")
        throw Failure(
            .internalError, "dockerd does not answer", metadata: [.init("log", String(log.suffix(2000)))])
    }

    /// Kills the engine as a crash would, not its containers, and returns when it is gone.
    package func kill() async throws {
        let path = folder + "/pid"
        guard let processID = Int32(Self.text(of: path).prefix { $0.isNumber }) else { return }
        Glibc.kill(processID, SIGKILL)
        while Glibc.kill(processID, 0) == 0, !Self.isZombie(processID) {
            try await TimeSource.system.sleep(for: .milliseconds(10))
        }
        unlink(path)
    }

    private static func isZombie(_ processID: Int32) -> Bool {
        let status = text(of: "/proc/\(processID)/stat")
        return status.isEmpty || status.contains(") Z ")
    }

    /// Ends it and removes everything it had. Synchronous, because it also runs when the process ends.
    package func discard() {
        if let ending = child.withLock({ $0 }) {
            ending.signal(SIGTERM)
            for _ in 0..<1000 where Glibc.kill(ending.processID, 0) == 0 && !Self.isZombie(ending.processID) {
                usleep(10_000)
            }
        }
        child.withLock { $0 = nil }
        Self.remove(folder)
    }

    private static func remove(_ folder: String) {
        for mount in text(of: "/proc/self/mountinfo").split(separator: "\n").reversed() {
            let place = mount.split(separator: " ").dropFirst(4).first ?? ""
            if place.hasPrefix(folder + "/") { umount2(String(place), Int32(MNT_DETACH)) }
        }
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// What test processes left behind that were killed.
    private static func removeAbandoned() {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "/tmp")) ?? [] {
            guard name.hasPrefix(namePrefix), let owner = Int32(text(of: "/tmp/\(name)/owner")) else { continue }
            if Glibc.kill(owner, 0) != 0 { remove("/tmp/" + name) }
        }
    }

    private static func text(of path: String) -> String {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
