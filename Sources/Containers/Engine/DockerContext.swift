// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Hashing
import Primitives

/// A context of the docker command line: a named engine, kept by `docker context create`.
///
/// Contexts lie below the command line's folder, in folders that are named by the SHA-256 of the context's name:
/// `contexts/meta/<hash>/meta.json`, and `contexts/tls/<hash>/docker` with the certificates (docker/cli,
/// cli/context/store).
struct DockerContext {
    /// What the command line calls the absence of a context.
    private static let none = "default"

    let name: String
    /// The command line's own.
    let folder: String

    /// The one that DOCKER_CONTEXT names, else the one of `docker context use`. Throws `engine_context_invalid`.
    static func chosen(_ environment: [String: String]) throws -> DockerContext? {
        guard let folder = DockerConfiguration.folder(environment) else { return nil }
        let named = environment["DOCKER_CONTEXT"].flatMap { $0.isEmpty ? nil : $0 }
        guard let name = try named ?? current(environment), name != none else { return nil }
        return DockerContext(name: name, folder: folder)
    }

    private static func current(_ environment: [String: String]) throws -> String? {
        do {
            return try DockerConfiguration(environment: environment).currentContext
        } catch {
            throw Failure(
                .engineContextInvalid, "which engine the docker command line uses can't be read",
                hint: "correct its config.json, or set DOCKER_HOST", cause: error)
        }
    }

    /// Throws `engine_context_invalid`, `engine_unsupported` when it does not want the engine verified, and
    /// `invalid_argument` for an engine that can't be reached from here.
    func address() throws -> EngineAddress {
        let identifier = SHA256.hex(of: Array(name.utf8))
        guard let bytes = FileManager.default.contents(atPath: "\(folder)/contexts/meta/\(identifier)/meta.json") else {
            throw Failure(
                .engineContextInvalid, "the docker command line has no context \(name)",
                hint: "see docker context ls, or unset DOCKER_CONTEXT")
        }
        let metadata = try? JSONText.decode(JSONValue.self, from: bytes)
        guard let engine = metadata?["Endpoints"]?["docker"], let host = engine.filledText("Host") else {
            throw Failure(
                .engineContextInvalid, "the docker context \(name) names no engine",
                hint: "see docker context inspect \(name)")
        }
        let certificates = "\(folder)/contexts/tls/\(identifier)/docker"
        let isSecure = FileManager.default.fileExists(atPath: certificates)
        let address = try EngineAddress(host, certificates: isSecure ? certificates : nil, usual: certificates)
        if engine.flag("SkipTLSVerify"), !address.isUnix {
            throw EngineAddress.unverified(
                "the docker context \(name)",
                hint: "give it the engine's authority: docker context update \(name)"
                    + " --docker host=\(host),ca=ca.pem")
        }
        return address
    }
}
