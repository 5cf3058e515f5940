// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import FoundationEssentials
import Glibc
import Primitives
import Processes
import Synchronization
import TestKit

/// Images of real databases, made of the programs of this machine: nothing can be pulled in tests. They begin as the
/// official images of these names do: as root to make the data's folder theirs, on their unix socket only while they
/// prepare it.
enum ServiceImages {
    static let postgres = "postgres:15"
    static let redis = "redis:7"
    static let canRun =
        access(postgresFolder + "/bin/postgres", X_OK) == 0 && access("/usr/bin/redis-server", X_OK) == 0
    static let requirement = "NEEDS postgresql and redis-server (scripts/setup --test): runs databases"
    /// Clients of this machine.
    static let psql = postgresFolder + "/bin/psql"
    static let redisClient = "/usr/bin/redis-cli"

    private static let postgresFolder = "/usr/lib/postgresql/15"
    private static let making = Mutex<[String: Task<Void, any Error>]>([:])

    static func prepare(in daemon: DockerDaemon, _ engine: DockerEngine) async throws {
        let task = making.withLock { making in
            if let task = making[daemon.folder] { return task }
            let task = Task {
                try await BaseImage.prepare(in: daemon, engine)
                try await build(
                    postgres, in: daemon.folder + "/postgres",
                    [postgresFolder + "/bin/{postgres,initdb,pg_ctl,pg_isready,psql}", "/usr/bin/setpriv"],
                    ["\(postgresFolder)/lib/{plpgsql,dict_snowball}.so", "/usr/share/postgresql/15"],
                    postgresEntrypoint, postgresInstructions, engine)
                try await build(
                    redis, in: daemon.folder + "/redis", ["/usr/bin/{redis-server,redis-cli,setpriv}"], [],
                    redisEntrypoint,
                    redisInstructions, engine)
            }
            making[daemon.folder] = task
            return task
        }
        try await task.value
    }

    /// Programs with their libraries, and further files, at the places where they are here.
    private static func build(
        _ tag: String, in folder: String, _ programs: [String], _ files: [String], _ entrypoint: String,
        _ instructions: String, _ engine: DockerEngine
    ) async throws {
        let script = """
            set -e
            mkdir -p root
            for program in \(programs.joined(separator: " ")); do
                cp -L --parents "$program" root
                ldd "$program" | grep -o '/[^ ]*' | while read library; do cp -nL --parents "$library" root; done
            done
            for file in \(files.joined(separator: " ")); do cp -rL --parents "$file" root; done
            """
        try TestFolder.write(entrypoint, to: folder + "/docker-entrypoint.sh")
        let command = Command(
            executable: "/bin/bash", arguments: ["-c", "cd \(folder); " + script],
            environment: ["PATH": "/usr/bin:/bin"], output: .merged)
        let result = try await Child.collect(command)
        guard result.status.isSuccess else {
            throw Failure(
                .internalError, "the files can't be copied: \(String(decoding: result.output, as: UTF8.self))")
        }
        var build = ImageBuild(tags: [tag])
        build.builder = .classic
        build.network = "none"
        let dockerfile = """
            FROM \(BaseImage.name)
            COPY root /
            COPY docker-entrypoint.sh /usr/local/bin/
            RUN chmod 755 /usr/local/bin/docker-entrypoint.sh && mkdir -p /etc && echo root:x:0:0::/root:/bin/sh >/etc/passwd
            ENV PATH=/usr/local/bin:/usr/bin:/bin:\(postgresFolder)/bin
            ENTRYPOINT ["docker-entrypoint.sh"]
            \(instructions)
            """
        _ = try await engine.build(build, context: BuildContext(folder: folder, dockerfile: .text(dockerfile)))
    }

    private static let postgresInstructions = """
        RUN echo postgres:x:999:999::/var/lib/postgresql:/bin/sh >>/etc/passwd && mkdir -p -m 777 /var/run/postgresql
        ENV PGDATA=/var/lib/postgresql/data
        VOLUME /var/lib/postgresql/data
        STOPSIGNAL SIGINT
        EXPOSE 5432
        CMD ["postgres"]
        """

    private static let postgresEntrypoint = """
        #!/bin/sh
        set -e
        if [ "$1" = postgres ] && [ "$(id -u)" = 0 ]; then
            mkdir -p "$PGDATA"
            chown -R 999 "$PGDATA"
            chmod 700 "$PGDATA"
            exec /usr/bin/setpriv --reuid=999 --regid=999 --clear-groups "$0" "$@"
        fi
        if [ "$1" = postgres ] && [ ! -s "$PGDATA/PG_VERSION" ]; then
            if [ -z "$POSTGRES_PASSWORD" ]; then
                echo "Error: Database is uninitialized and superuser password is not specified." >&2
                exit 1
            fi
            echo "$POSTGRES_PASSWORD" >/tmp/password
            initdb -D "$PGDATA" -U "$POSTGRES_USER" --pwfile=/tmp/password --auth-local=trust \\
                --auth-host=scram-sha-256 --locale=C --encoding=UTF8 --no-sync
            echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
            echo "listen_addresses = '*'" >>"$PGDATA/postgresql.conf"
            pg_ctl -D "$PGDATA" -o "-c listen_addresses=''" -w start
            psql -U "$POSTGRES_USER" -d postgres -c "CREATE DATABASE $POSTGRES_DB"
            pg_ctl -D "$PGDATA" -m fast -w stop
            echo "PostgreSQL init process complete; ready for start up."
        fi
        exec "$@"

        """

    private static let redisInstructions = """
        RUN echo redis:x:998:998::/data:/bin/sh >>/etc/passwd && mkdir /data && chown 998 /data
        VOLUME /data
        WORKDIR /data
        EXPOSE 6379
        CMD ["redis-server"]
        """

    private static let redisEntrypoint = """
        #!/bin/sh
        set -e
        if [ "$1" = redis-server ] && [ "$(id -u)" = 0 ]; then
            find . \\! -user redis -exec chown redis '{}' +
            exec /usr/bin/setpriv --reuid=998 --regid=998 --clear-groups "$0" "$@"
        fi
        exec "$@" --protected-mode no

        """
}
