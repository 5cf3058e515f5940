// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Arguments
package import Client
import Configuration
import Glibc
package import Model
package import Primitives
package import Wire

/// What a command has at hand: where it writes, where it stands, and the way to the server.
package struct CommandContext: Sendable {
    package var console: Console
    package var environment: [String: String]
    package var workingDirectory: String
    package var time: TimeSource
    package var random: RandomSource
    /// The program that `dextra serve` runs in the background.
    package var executable: String
    /// Signals the process gets while a command runs.
    package var signals: @Sendable () -> SignalWatch
    package var mains: Mains

    /// What the composition root does for the commands that are not clients.
    package struct Mains: Sendable {
        /// Runs the server until its task is cancelled; each hang-up makes it read its files again.
        package var serve: @Sendable (ServeOptions, _ hangups: AsyncStream<Void>) async throws -> Void
        /// Runs the program behind the hidden verb of that name.
        package var staticServer: @Sendable ([String]) async throws -> Int32
        /// Moves the records of a data directory into a database.
        package var migrate:
            @Sendable (
                _ home: String, _ to: DatabaseAddress, _ progress: @escaping @Sendable (MigrationProgress) -> Void
            ) async throws -> MigrationSummary

        /// Checks a backup file.
        package var verifyBackup: @Sendable (String) async throws -> BackupSummary
        /// Makes a data directory of a backup file: file, directory, passphrase of the key.
        package var restoreBackup: @Sendable (String, String, Redacted<String>?) async throws -> BackupSummary
        /// Reads the audit log of a data directory: directory, an entry that must be there.
        package var verifyAudit: @Sendable (String, String?) async throws -> AuditVerification

        package init(
            serve: @escaping @Sendable (ServeOptions, AsyncStream<Void>) async throws -> Void,
            staticServer: @escaping @Sendable ([String]) async throws -> Int32,
            migrate:
                @escaping @Sendable (
                    String, DatabaseAddress, @escaping @Sendable (MigrationProgress) -> Void
                ) async throws -> MigrationSummary,
            verifyBackup: @escaping @Sendable (String) async throws -> BackupSummary,
            restoreBackup: @escaping @Sendable (String, String, Redacted<String>?) async throws -> BackupSummary,
            verifyAudit: @escaping @Sendable (String, String?) async throws -> AuditVerification
        ) {
            self.serve = serve
            self.staticServer = staticServer
            self.migrate = migrate
            self.verifyBackup = verifyBackup
            self.restoreBackup = restoreBackup
            self.verifyAudit = verifyAudit
        }
    }

    package init(
        console: Console, environment: [String: String], workingDirectory: String, time: TimeSource,
        random: RandomSource, executable: String, signals: @escaping @Sendable () -> SignalWatch, mains: Mains
    ) {
        self.console = console
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.time = time
        self.random = random
        self.executable = executable
        self.signals = signals
        self.mains = mains
    }

    /// What this process's user and folder are.
    var surroundings: HomeDirectory.Surroundings {
        var surroundings = HomeDirectory.Surroundings.current(environment)
        surroundings.workingDirectory = workingDirectory
        return surroundings
    }

    /// The data directory that the command line and the environment choose.
    ///
    /// Throws `local_only` when the command line names another machine's server.
    package func home(_ arguments: ParsedArguments) throws -> String {
        if let name = arguments.option("context"), try ContextName(name) != .local {
            let command = (["dextra"] + arguments.path).joined(separator: " ")
            throw Failure(
                .localOnly, "'\(command)' works on this machine, not on the server of context \(name)",
                hint: "run it on that server's own machine")
        }
        return try HomeDirectory.find(option: arguments.option("home"), in: surroundings)
    }

    package var launcher: ServerLauncher {
        // A token of another server is nothing that a server of this machine should have.
        let environment = environment.filter { $0.key != "DEXTRA_TOKEN" }
        return ServerLauncher(executable: executable, environment: environment, time: time)
    }

    /// Asks for a run under a key of its own, so that it is one run however often the server is lost meanwhile: it is
    /// looked for then, or started again, and asked once more.
    func startingRun(of client: ServerClient, _ request: (_ key: String) async throws -> Run) async throws -> Run {
        let identifier: RunID = random.identifier(at: time.now())
        for _ in 0..<3 {
            do {
                return try await request(identifier.description)
            } catch let failure as Failure where failure.isLostServer {
                try await launcher.recover(client)
            }
        }
        return try await request(identifier.description)
    }

    package func absolute(_ path: String) -> String { HomeDirectory.absolute(path, in: workingDirectory) }

    /// The project a command means: the one named, else the one of the folder it is called in.
    package func project(_ arguments: ParsedArguments, positional: String? = "PROJECT") throws -> ProjectName {
        if let name = positional.flatMap({ arguments.positional($0) }) ?? arguments.option("project") {
            return try ProjectName(name)
        }
        return try ProjectFolder(path: workingDirectory).projectName()
    }

    /// The profile a command means; production unless told otherwise.
    package func profile(_ arguments: ParsedArguments) -> Profile {
        arguments.option("profile").flatMap { Profile(rawValue: $0) } ?? .production
    }
}
