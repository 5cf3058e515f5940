// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Containers
import FoundationEssentials
import Synchronization

/// A small image with a shell and the usual programs, made here: nothing can be pulled in tests.
package enum BaseImage {
    package static let name = "dextra-base:1"

    package static let instructions = """
        FROM scratch
        COPY busybox /bin/busybox
        RUN ["/bin/busybox", "sh", "-c", "/bin/busybox --install -s /bin && /bin/mkdir -p -m 1777 /tmp"]
        CMD ["/bin/sh"]
        """

    private static let making = Mutex<[String: Task<Void, any Error>]>([:])

    /// Makes sure that the engine has it.
    package static func prepare(in daemon: DockerDaemon, _ engine: DockerEngine) async throws {
        let task = making.withLock { making in
            if let task = making[daemon.folder] { return task }
            let task = Task {
                try await build(in: daemon.folder + "/base", engine)
            }
            making[daemon.folder] = task
            return task
        }
        try await task.value
    }

    private static func build(in folder: String, _ engine: DockerEngine) async throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: DockerDaemon.busybox, toPath: folder + "/busybox")
        var build = ImageBuild(tags: [name])
        build.builder = .classic
        _ = try await engine.build(
            build,
            context: BuildContext(folder: folder, dockerfile: .text(instructions)))
    }
}
