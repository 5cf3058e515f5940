// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Primitives
import Processes

/// The docker command line as the way to BuildKit, whose own protocol (gRPC over a hijacked connection) is not spoken
/// here.
struct BuildKitTool {
    enum Form {
        /// `docker buildx build`, the plug-in.
        case plugIn
        /// `docker build` of command lines before 23, which have BuildKit built in.
        case builtIn
    }

    let form: Form
    let engine: DockerEngine

    /// nil where the command line is missing or has no BuildKit, and for Podman, which has none.
    static func find(for engine: DockerEngine) async throws -> BuildKitTool? {
        guard engine.flavour == .docker, engine.environment["PATH"] != nil else { return nil }
        if try await answer(["buildx", "version"], of: engine) != nil {
            return BuildKitTool(form: .plugIn, engine: engine)
        }
        let version = try await answer(["version", "--format", "{{.Client.Version}}"], of: engine) ?? ""
        guard let major = Int(version.prefix { $0.isNumber }), (19..<23).contains(major) else { return nil }
        return BuildKitTool(form: .builtIn, engine: engine)
    }

    /// What a command says, nil when it fails or isn't there.
    private static func answer(_ arguments: [String], of engine: DockerEngine) async throws -> String? {
        do {
            let command = Command(executable: "docker", arguments: arguments, environment: environment(of: engine))
            let result = try await Child.collect(command, timeout: .seconds(10))
            return result.status.isSuccess ? String(decoding: result.output, as: UTF8.self) : nil
        } catch is Failure {
            return nil
        }
    }

    private static func environment(of engine: DockerEngine) -> [String: String] {
        var environment = engine.environment
        environment["DOCKER_HOST"] = engine.address.description
        environment["DOCKER_CONTEXT"] = nil
        environment["DOCKER_BUILDKIT"] = "1"
        environment["BUILDKIT_COLORS"] = nil
        if case .tls(_, _, let certificates) = engine.address.place {
            environment["DOCKER_TLS_VERIFY"] = "1"
            environment["DOCKER_CERT_PATH"] = certificates
        } else {
            environment["DOCKER_TLS_VERIFY"] = nil
        }
        return environment
    }

    func build(
        _ build: ImageBuild, context: BuildContext, onEvent: (BuildEvent) async throws -> Void
    ) async throws -> String {
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        var environment = Self.environment(of: engine)
        if !build.credentials.isEmpty {
            environment["DOCKER_CONFIG"] = try scratch.write(try configuration(build), to: "config.json")
        }
        let imageFile = scratch.path + "/image"
        var secrets: [String] = []
        for (index, secret) in build.secrets.sorted(by: { $0.key < $1.key }).enumerated() {
            // In files, since arguments can be seen by everybody on the machine.
            let folder = try scratch.write(secret.value.reveal(), to: "secret-\(index)")
            secrets += ["--secret", "id=\(secret.key),src=\(folder)/secret-\(index)"]
        }
        let command = Command(
            executable: "docker",
            arguments: try arguments(for: build, try dockerfile(of: context, in: scratch), imageFile) + secrets
                + [context.folder],
            environment: environment, output: .merged)
        var reader = PlainBuildReader()
        var rest: [UInt8] = []
        let status = try await Child.run(command) { chunk in
            let lines = (rest + chunk.bytes).split(separator: 0x0A, omittingEmptySubsequences: false)
            rest = Array(lines.last ?? [])
            for line in lines.dropLast() {
                for event in reader.consume(String(decoding: line, as: UTF8.self)) { try await onEvent(event) }
            }
        }
        guard status.isSuccess, let id = FileManager.default.contents(atPath: imageFile) else {
            _ = reader.consume(String(decoding: rest, as: UTF8.self))
            throw reader.failure()
        }
        return String(decoding: id, as: UTF8.self).trimmingSpace
    }

    private func arguments(
        for build: ImageBuild, _ dockerfile: String, _ imageFile: String
    ) throws -> [String] {
        var words = form == .plugIn ? ["buildx", "build", "--load"] : ["build"]
        words += ["--progress=plain", "--iidfile", imageFile, "--file", dockerfile]
        for tag in build.tags { words += ["--tag", tag] }
        for (name, value) in build.arguments.sorted(by: { $0.key < $1.key }) {
            words += ["--build-arg", "\(name)=\(value)"]
        }
        for (name, value) in build.labels.sorted(by: { $0.key < $1.key }) { words += ["--label", "\(name)=\(value)"] }
        for image in build.cacheFrom { words += ["--cache-from", image] }
        if let target = build.target { words += ["--target", target] }
        if let platform = build.platform { words += ["--platform", platform] }
        if let network = build.network { words += ["--network", network] }
        if build.pulls { words.append("--pull") }
        if !build.usesCache { words.append("--no-cache") }
        return words
    }

    /// The Dockerfile to name. BuildKit reads the ignore file beside it before that of the context.
    private func dockerfile(
        of context: BuildContext, in scratch: ScratchFolder
    ) throws -> String {
        var dockerfile: String
        var isGenerated = false
        switch context.dockerfile {
        case .path(let path): dockerfile = context.folder + "/" + path
        case .text(let text):
            _ = try scratch.write(text, to: "Dockerfile")
            dockerfile = scratch.path + "/Dockerfile"
            isGenerated = true
        }
        guard case .text(let lines) = context.ignore else { return dockerfile }
        if !isGenerated {
            guard let text = FileManager.default.contents(atPath: dockerfile) else {
                throw Failure(.buildContextInvalid, "the Dockerfile \(dockerfile) can't be read")
            }
            _ = try scratch.write(String(decoding: text, as: UTF8.self), to: "Dockerfile")
            dockerfile = scratch.path + "/Dockerfile"
        }
        _ = try scratch.write(lines, to: "Dockerfile.dockerignore")
        return dockerfile
    }

    /// A configuration with our logins only; plug-ins of the user's own are still found.
    private func configuration(_ build: ImageBuild) throws -> String {
        var entries: [String: JSONValue] = [:]
        for login in build.credentials {
            let key = RegistryHeader.key(login.registry)
            switch login.secret {
            case .password(let username, let password):
                let pair = Data("\(username):\(password.reveal())".utf8).base64EncodedString()
                entries[key] = ["auth": .string(pair)]
            case .identityToken(let token): entries[key] = ["identitytoken": .string(token.reveal())]
            }
        }
        let own = engine.environment["DOCKER_CONFIG"] ?? (engine.environment["HOME"] ?? "/root") + "/.docker"
        return try JSONText.encode(
            ["auths": .object(entries), "cliPluginsExtraDirs": [.string(own + "/cli-plugins")]] as JSONValue)
    }
}

/// A folder that only this user can read, for the length of a build.
private struct ScratchFolder {
    let path: String

    init() throws {
        var template = Array("/tmp/dextra-build-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure.system(errno, "can't make a temporary folder") }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Writes a file of the folder and gives the folder.
    func write(_ text: String, to name: String) throws -> String {
        guard FileManager.default.createFile(atPath: path + "/" + name, contents: Data(text.utf8)) else {
            throw Failure(.ioFailed, "can't write \(path)/\(name)")
        }
        return path
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
