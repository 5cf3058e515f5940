// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Containers
import FoundationEssentials
import Glibc
import Primitives
import Processes
import Synchronization

/// Makes base images for an engine of the tests', once: what was made lies in `.build/base-images` for the next time.
package enum ToolchainImages {
    private static let needed = ["/usr/sbin/debootstrap", "/usr/bin/tar", certificates]
    package static let canRun = DockerDaemon.canRun && needed.allSatisfy { access($0, R_OK) == 0 }
    package static let requirement =
        "\(DockerDaemon.requirement); NEEDS debootstrap and ca-certificates (scripts/setup --test): makes base images"

    private static let certificates = "/etc/ssl/certs/ca-certificates.crt"
    private static let mirror = "http://deb.debian.org/debian"
    private static let making = Mutex<[String: Task<Void, any Error>]>([:])

    private static let cache: String =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        + "/.build/base-images"

    /// Gives the engine an image and all the names that it is to have. Throws when it is in no cache and Debian's mirror
    /// can't be reached.
    package static func provide(
        _ image: ToolchainImage, as names: [String] = [], in daemon: DockerDaemon, _ engine: DockerEngine
    ) async throws {
        let key = "\(daemon.folder) \(image)"
        let task = making.withLock { making in
            if let task = making[key] { return task }
            let task = Task { try await prepare(image, in: daemon, engine) }
            making[key] = task
            return task
        }
        try await task.value
        for name in names { try await engine.tag(image.name, as: ImageReference(name)) }
    }

    private static func prepare(_ image: ToolchainImage, in daemon: DockerDaemon, _ engine: DockerEngine) async throws {
        if let parent = image.parent { try await provide(parent, in: daemon, engine) }
        let archive = "\(cache)/\(image)-\(fingerprint(image)).tar"
        if access(archive, R_OK) == 0 { return try await load(archive, engine) }
        let folder = "\(daemon.folder)/toolchain-\(image)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await fill(folder, for: image)
        var build = ImageBuild(tags: [image.name])
        build.builder = .classic
        build.network = "host"
        _ = try await engine.build(build, context: BuildContext(folder: folder, dockerfile: .text(image.dockerfile)))
        try await save(image.name, to: archive, engine)
    }

    /// The files that the Dockerfile copies.
    private static func fill(_ folder: String, for image: ToolchainImage) async throws {
        guard image.parent == nil else { return }
        try FileManager.default.copyItem(atPath: certificates, toPath: folder + "/certificates")
        guard image == .debian else {
            try TestFolder.write(
                "root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n",
                to: folder + "/passwd")
            try TestFolder.write("root:x:0:\nnonroot:x:65532:\n", to: folder + "/group")
            return
        }
        let root = folder + "-root"
        defer { try? FileManager.default.removeItem(atPath: root) }
        try await run(
            "/usr/sbin/debootstrap", "--variant=minbase", "--include=ca-certificates", "bookworm", root, mirror)
        let security = "deb http://deb.debian.org/debian-security bookworm-security main\n"
        try TestFolder.write("deb \(mirror) bookworm main\n" + security, to: root + "/etc/apt/sources.list")
        try await run(
            "/usr/bin/tar", "-C", root, "-cf", folder + "/rootfs.tar", "--exclude=./var/cache/apt/archives/*.deb",
            "--exclude=./var/lib/apt/lists/*", "--exclude=./dev/*", ".")
    }

    private static func run(_ program: String, _ arguments: String...) async throws {
        let command = Command(
            executable: program, arguments: arguments,
            environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C"],
            output: .merged)
        let (status, output, _) = try await Child.collect(
            command, timeout: .seconds(300), shim: try? ShimLocation.find())
        guard status == .exited(0) else {
            throw Failure(
                .internalError, "\(program) failed: \(status)",
                metadata: [.init("output", String(decoding: output.suffix(2000), as: UTF8.self))])
        }
    }

    // MARK: The cache

    /// Changes with the recipe of the image and of those it stands on.
    private static func fingerprint(_ image: ToolchainImage) -> String {
        let text = image.dockerfile + (image.parent?.dockerfile ?? "") + "1"
        let hash = text.utf8.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        return String(hash, radix: 36)
    }

    private static func save(_ name: String, to archive: String, _ engine: DockerEngine) async throws {
        try FileManager.default.createDirectory(atPath: cache, withIntermediateDirectories: true)
        // Under another name until it is whole: tests may run twice at once, and may be killed.
        let partial = "\(archive).\(getpid())"
        let file = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw Failure.system(errno, "can't write \(partial)") }
        do {
            for try await bytes in try await engine.save([name]) {
                var rest = bytes[...]
                while !rest.isEmpty {
                    let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
                    guard count > 0 else { throw Failure.system(errno, "can't write \(partial)") }
                    rest = rest.dropFirst(count)
                }
            }
        } catch {
            close(file)
            unlink(partial)
            throw error
        }
        close(file)
        rename(partial, archive)
    }

    private static func load(_ archive: String, _ engine: DockerEngine) async throws {
        let file = open(archive, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw Failure.system(errno, "can't read \(archive)") }
        defer { close(file) }
        _ = try await engine.load {
            var chunk = [UInt8](repeating: 0, count: 1 << 20)
            let count = read(file, &chunk, chunk.count)
            guard count >= 0 else { throw Failure.system(errno, "can't read \(archive)") }
            return count == 0 ? nil : Array(chunk[..<count])
        }
    }
}
