// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import Synchronization

/// A web program in the shell of the base image, which behaves as the rules of PlatformKit ask for.
enum TestImage {
    static let name = "dextra-platform-test:1"

    private static let making = Mutex<[String: Task<Void, any Error>]>([:])

    static func prepare(in daemon: DockerDaemon, _ engine: DockerEngine) async throws {
        try await BaseImage.prepare(in: daemon, engine)
        let task = making.withLock { making in
            if let task = making[daemon.folder] { return task }
            let task = Task { try await build(in: daemon.folder + "/app", engine) }
            making[daemon.folder] = task
            return task
        }
        try await task.value
    }

    private static func build(in folder: String, _ engine: DockerEngine) async throws {
        try TestFolder.write(program, to: folder + "/app")
        try TestFolder.write(handler, to: folder + "/handle")
        var build = ImageBuild(tags: [name])
        build.builder = .classic
        build.network = "none"
        let instructions = """
            FROM \(BaseImage.name)
            COPY app handle /srv/
            RUN chmod 755 /srv/app /srv/handle
            USER 1000:1000
            CMD ["/srv/app"]
            """
        _ = try await engine.build(build, context: BuildContext(folder: folder, dockerfile: .text(instructions)))
    }

    /// The same program in an image with one more instruction; gives its name.
    static func derived(_ world: DockerWorld, _ tag: String, _ instruction: String) async throws -> String {
        let name = "dextra-platform-test:\(tag)"
        var build = ImageBuild(tags: [name])
        build.builder = .classic
        build.network = "none"
        _ = try await world.engine.build(
            build,
            context: BuildContext(
                folder: world.daemon.folder + "/home", dockerfile: .text("FROM \(Self.name)\n\(instruction)\n")))
        return name
    }

    private static let program = """
        #!/bin/sh
        echo "starting in mode $MODE"
        rm -f /tmp/broken /tmp/ill
        port=$PORT
        case "$MODE" in
        crash) echo "ValueError: DATABASE_URL is missing" >&2; exit 3 ;;
        stubborn) trap '' TERM ;;
        elsewhere) port=5999 ;;
        hungry) exec dd if=/dev/zero of=/dev/null bs=512M count=1 ;;
        interrupt)
            trap '' TERM
            nc -ll -p $port -e /srv/handle &
            trap 'kill -9 $!; exit 0' INT
            wait
            wait ;;
        esac
        [ "$MODE" = stubborn ] && exec nc -ll -p $port -e /srv/handle
        nc -ll -p $port -e /srv/handle &
        trap 'kill $!; exit 0' TERM
        wait
        # The program was ended by the handler.
        exit 9

        """

    private static let handler = #"""
        #!/bin/sh
        read -r method path version
        while read -r line; do
            [ "${#line}" -le 1 ] && break
        done
        status="200 OK"
        body=$NAME
        case "$path" in
        /environment) body=$(env) ;;
        /hostname) body=$(hostname) ;;
        /say/*) echo "${path#/say/}" >&2 ;;
        /break) touch /tmp/broken ;;
        /ill) touch /tmp/ill ;;
        /die) kill $PPID ;;
        esac
        if [ -e /tmp/broken ] || [ "$MODE" = bad ]; then
            status="500 Internal Server Error"
            body="database is locked"
        fi
        printf 'HTTP/1.1 %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s' "$status" "${#body}" "$body"

        """#
}
