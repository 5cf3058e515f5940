// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Primitives
import Processes

/// The docker command line's own configuration, for the logins in it and the engine that was chosen.
package struct DockerConfiguration: Sendable {
    private let json: JSONValue
    private let environment: [String: String]

    /// Reads `$DOCKER_CONFIG/config.json`, else `~/.docker/config.json`; empty when there is none.
    ///
    /// - environment: also what credential helpers are given.
    ///
    /// Throws `credentials_unavailable` when the file can't be read.
    package init(environment: [String: String]) throws {
        self.environment = environment
        guard let path = Self.folder(environment).map({ $0 + "/config.json" }),
            FileManager.default.fileExists(atPath: path)
        else {
            json = [:]
            return
        }
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw Failure(.credentialsUnavailable, "\(path) can't be read", hint: "correct its permissions")
        }
        do {
            json = try JSONText.decode(JSONValue.self, from: bytes)
        } catch {
            throw Failure(.credentialsUnavailable, "\(path) is not JSON", hint: "correct it", cause: error)
        }
    }

    /// The command line's folder: `$DOCKER_CONFIG`, else `~/.docker`; nil for somebody without a home.
    static func folder(_ environment: [String: String]) -> String? {
        if let folder = environment["DOCKER_CONFIG"], !folder.isEmpty { return folder }
        return environment["HOME"].flatMap { $0.isEmpty ? nil : $0 + "/.docker" }
    }

    /// What `docker context use` chose.
    var currentContext: String? { json.filledText("currentContext") }

    /// Who we are at a registry, nil when nobody has logged in there: from the helper for just this registry, else the
    /// helper for all, else the file itself, as the command line looks for it.
    ///
    /// Throws `credentials_unavailable` when a helper fails.
    package func login(for registry: String) async throws -> RegistryLogin? {
        let key = RegistryHeader.key(registry)
        if let helper = json.texts("credHelpers")[key] ?? json.texts("credHelpers")[registry]
            ?? json.filledText("credsStore")
        {
            return try await ask(helper, key, registry)
        }
        let entries = json.members("auths")
        let entry = entries[key] ?? entries[registry] ?? entries.first { Self.host($0.key) == registry }?.value
        return try entry.flatMap { try Self.login($0, registry) }
    }

    /// Old files have URLs as keys.
    private static func host(_ key: String) -> String {
        let rest = key.firstRange(of: "://").map { key[$0.upperBound...] } ?? key[...]
        return String(rest.prefix { $0 != "/" })
    }

    private static func login(_ entry: JSONValue, _ registry: String) throws -> RegistryLogin? {
        if let token = entry.filledText("identitytoken") {
            return RegistryLogin(registry: registry, secret: .identityToken(Redacted(token)))
        }
        var pair = (entry.text("username"), entry.text("password"))
        if let encoded = entry.filledText("auth") {
            guard let bytes = Data(base64Encoded: encoded), let text = String(validating: bytes, as: UTF8.self),
                let colon = text.firstIndex(of: ":")
            else {
                throw Failure(.credentialsUnavailable, "the login for \(registry) can't be read", hint: "log in again")
            }
            // The command line once padded passwords with zeros.
            let password = text[text.index(after: colon)...].prefix { $0 != "\0" }
            pair = (String(text[..<colon]), String(password))
        }
        guard !pair.0.isEmpty else { return nil }
        return RegistryLogin(registry: registry, secret: .password(username: pair.0, Redacted(pair.1)))
    }

    /// The protocol of docker-credential-helpers: the registry on standard input, JSON on standard output.
    private func ask(_ helper: String, _ key: String, _ registry: String) async throws -> RegistryLogin? {
        let program = "docker-credential-\(helper)"
        let command = Command(
            executable: program, arguments: ["get"], environment: environment, input: Array(key.utf8))
        let result: (status: ExitStatus, output: [UInt8], error: [UInt8])
        do {
            result = try await Child.collect(command, timeout: .seconds(30))
        } catch let failure as Failure {
            throw Failure(
                .credentialsUnavailable, "the credential helper \(program) can't be run",
                hint: "install it, or remove it from docker's config.json", cause: failure)
        }
        let text = String(decoding: result.output, as: UTF8.self)
        guard result.status.isSuccess else {
            if text.contains("credentials not found") { return nil }
            throw Failure(
                .credentialsUnavailable, "the credential helper \(program) ended with \(result.status)",
                hint: "unlock its store, or log in again")
        }
        guard let answer = try? JSONText.decode(JSONValue.self, from: result.output),
            let secret = answer.filledText("Secret")
        else { throw Failure(.credentialsUnavailable, "what the credential helper \(program) says can't be read") }
        let username = answer.text("Username")
        return RegistryLogin(
            registry: registry,
            secret: username == "<token>"
                ? .identityToken(Redacted(secret)) : .password(username: username, Redacted(secret)))
    }
}
