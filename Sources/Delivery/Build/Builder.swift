// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Detection
package import Model
package import Primitives
package import Processes
import Storage

/// What one build is made of.
package struct BuildPlan: Sendable {
    package var project: Project
    package var artifact: String
    package var manifest: SourceManifest
    package var commands: [BuildCommand]
    /// What the commands, and the program afterwards, need on this machine.
    package var programs: [ToolchainProgram]
    /// The profile's variables, as the commands see them.
    package var environment: [String: Redacted<String>]
    /// Values that must not show in the log.
    package var secrets: [Redacted<String>]
    /// A folder that must be there in the end, relative to the root; nil when none is served.
    package var outputDirectory: String?

    package init(
        project: Project, artifact: String, manifest: SourceManifest, commands: [BuildCommand],
        programs: [ToolchainProgram] = [], environment: [String: Redacted<String>] = [:],
        secrets: [Redacted<String>] = [], outputDirectory: String? = nil
    ) {
        self.project = project
        self.artifact = artifact
        self.manifest = manifest
        self.commands = commands
        self.programs = programs
        self.environment = environment
        self.secrets = secrets
        self.outputDirectory = outputDirectory
    }
}

/// Turns a source into an artifact: a clean folder, the project's own user, nothing of the server in reach.
package struct Builder: Sendable {
    /// Takes output of the commands as it comes, masked.
    package typealias Output = @Sendable ([UInt8]) async throws -> Void
    /// Takes how far the build is, 0 to 1, and what it does.
    package typealias Progress = @Sendable (Double, String) -> Void

    private let artifacts: ArtifactStore
    private let confinement: Confinement
    private let environment: BuildEnvironment
    private let shim: ShimLocation?

    /// For each command.
    package static let timeout: Duration = .seconds(30 * 60)
    static let failureLines = 30

    package init(
        artifacts: ArtifactStore, confinement: Confinement, environment: BuildEnvironment, shim: ShimLocation?
    ) {
        self.artifacts = artifacts
        self.confinement = confinement
        self.environment = environment
        self.shim = shim
    }

    /// Makes the artifact unless it is there; returns whether it was. What fails or is cancelled leaves nothing.
    ///
    /// Throws `toolchain_missing` before anything is written, `build_failed`, `build_timed_out`, `output_missing`, `disk_full`, `CancellationError`.
    package func build(_ plan: BuildPlan, output: @escaping Output, progress: @escaping Progress) async throws -> Bool {
        if await artifacts.isComplete(plan.artifact, of: plan.project) { return true }
        try requireToolchain(plan.programs)
        do {
            try await make(plan, output: output, progress: progress)
            return false
        } catch {
            try? await artifacts.remove(plan.artifact, of: plan.project)
            throw error
        }
    }

    /// A shell would say no more than "not found", and only after what comes before it was done.
    private func requireToolchain(_ programs: [ToolchainProgram]) throws {
        let missing = programs.filter { !environment.finds($0.name) }
        guard let first = missing.first else { return }
        throw Failure(
            .toolchainMissing, "\(missing.map(\.name).joined(separator: ", ")) is not on this machine",
            hint: "\(first.advice); 'dextra doctor PATH' lists all that the project needs",
            metadata: missing.flatMap { program in
                [.init("program", program.name)] + program.packages.map { .init("package", $0) }
                    + [.init("document", program.document)]
            })
    }

    private func make(_ plan: BuildPlan, output: @escaping Output, progress: @escaping Progress) async throws {
        progress(0, "writing \(plan.manifest.files.count) files")
        let app = try await artifacts.begin(plan.artifact, of: plan.project)
        let share = plan.commands.isEmpty ? 0.9 : 0.1
        try await artifacts.write(plan.manifest, to: app, of: plan.project) { progress($0 * share, "writing files") }
        let cache = try await artifacts.cacheFolder(of: plan.project)
        for (index, command) in plan.commands.enumerated() {
            progress(share + (0.9 - share) * Double(index) / Double(plan.commands.count), "running \(command.name)")
            try await run(command, in: app, cache: cache, plan: plan, output: output)
        }
        progress(0.9, "sealing")
        if let folder = plan.outputDirectory, folder != "." {
            guard await artifacts.isFolder(app + "/" + folder) else {
                throw Failure(
                    .outputMissing, "the build left no folder '\(folder)' to serve",
                    hint: "check the build's output directory, or set output_directory in dextra.yaml",
                    metadata: [.init("output_directory", folder)])
            }
        }
        try await artifacts.seal(plan.artifact, of: plan.project)
    }

    private func run(
        _ command: BuildCommand, in app: String, cache: String, plan: BuildPlan, output: Output
    ) async throws {
        try await output(Array("$ \(command.line)\n".utf8))
        let child = Command(
            executable: "/bin/sh", arguments: ["-c", command.line],
            environment: environment.variables(profile: plan.environment, cache: cache, temporary: cache),
            directory: app, isolation: confinement.isolation(of: plan.project, writing: [app, cache]), output: .merged)
        var masking = MaskingStream(SecretMask(plan.secrets + environment.secrets))
        var tail = LogTail(lines: Self.failureLines)
        let status: ExitStatus
        do {
            status = try await Child.run(child, timeout: Self.timeout, shim: shim) { chunk in
                let shown = masking.add(chunk.bytes)
                tail.add(shown)
                if !shown.isEmpty { try await output(shown) }
            }
        } catch let failure as Failure where failure.code.name == "command_timed_out" {
            throw Self.failure(.buildTimedOut, "did not end within \(Self.timeout)", command, tail.lines)
        }
        let rest = masking.finish()
        tail.add(rest)
        if !rest.isEmpty { try await output(rest) }
        guard status.isSuccess else { throw Self.failure(command, status, tail.lines) }
    }

    private static func failure(_ command: BuildCommand, _ status: ExitStatus, _ lines: [String]) -> Failure {
        if lines.contains(where: { $0.contains("No space left on device") || $0.contains("ENOSPC") }) {
            var failure = failure(.diskFull, "found no space left on the disk", command, lines)
            failure.hint = "free some disk space and deploy again"
            return failure
        }
        if status == .isolationRefused {
            return Failure(
                .isolationRefused, "this machine does not allow builds to be kept apart from the server",
                hint: "run 'dextra doctor' to see what is missing", metadata: lines.map { .init("log", $0) })
        }
        return failure(.buildFailed, "failed: \(status)", command, lines, status: status)
    }

    private static func failure(
        _ code: FailureCode, _ what: String, _ command: BuildCommand, _ lines: [String], status: ExitStatus? = nil
    ) -> Failure {
        Failure(
            code, "the \(command.name) command \(what)",
            hint: "read its log, fix the source or set '\(command.name)' in dextra.yaml, and deploy again",
            metadata: [.init("command", command.line)] + (status.map { [.init("status", "\($0)")] } ?? [])
                + lines.map { .init("log", $0) })
    }
}
