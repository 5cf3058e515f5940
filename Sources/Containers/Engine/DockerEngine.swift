// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import HTTP
package import Primitives

/// A Docker Engine, or a Podman that answers like one, at one address.
///
/// A value without state of its own: it stays good when the engine is restarted. Every call throws
/// `engine_unavailable` (worth trying again) when the engine is not there or goes away in its middle,
/// `engine_permission_denied`, `disk_full`, and `engine_refused` or `engine_failed` with the engine's own words for
/// what has no code of its own. Cancelling the task closes the call's connection, on which the engine gives up pulls,
/// pushes and builds.
package struct DockerEngine: Sendable {
    /// Who answers the API.
    package enum Flavour: Sendable, Hashable {
        case docker, podman
    }

    package let address: EngineAddress
    /// What is spoken: the engine's newest or ours, whichever is older.
    package let version: EngineVersion
    package let flavour: Flavour

    let client: HTTPClient
    let endpoint: HTTPEndpoint
    let time: TimeSource
    let random: RandomSource
    /// For the programs that are started beside the API: the docker command line.
    let environment: [String: String]

    /// Finds an engine that answers and agrees on a version with it.
    ///
    /// - environment: where DOCKER_HOST and the like are read, and what the docker command line is given.
    /// - address: nil to look at the usual places, see ``EngineAddress/candidates(environment:)``.
    /// - client: nil for one that trusts and shows what the address has certificates for.
    ///
    /// Throws `engine_unavailable` with how to get one, `engine_permission_denied`, `engine_unsupported` when it is
    /// older than ``EngineVersion/oldest``; with TLS `certificate_untrusted`, `certificate_expired`,
    /// `certificate_name_mismatch`, `engine_certificate_refused`, `tls_handshake_failed`, and `certificate_invalid` or
    /// `key_exposed` for our own files.
    package static func connect(
        to address: EngineAddress? = nil, environment: [String: String] = [:], client: HTTPClient? = nil,
        time: TimeSource = .system, random: RandomSource = .system
    ) async throws -> DockerEngine {
        let candidates = try address.map { [$0] } ?? EngineAddress.candidates(environment: environment)
        var reason: Failure?
        for candidate in candidates where candidates.count == 1 || !candidate.isAbsent {
            do {
                return try await open(candidate, environment, client, time, random)
            } catch let failure as Failure where candidates.count > 1 {
                // One that we may not use says more than one that isn't there.
                if reason == nil || failure.code == .enginePermissionDenied { reason = failure }
            }
        }
        throw reason ?? EngineFault.absent(candidates.map(\.description))
    }

    private static func open(
        _ address: EngineAddress, _ environment: [String: String], _ chosen: HTTPClient?, _ time: TimeSource,
        _ random: RandomSource
    ) async throws -> DockerEngine {
        let client = try chosen ?? HTTPClient(trust: address.certificates?.trust())
        let endpoint = address.endpoint
        let request = HTTPClientRequest(.get, "/_ping", timeouts: HTTPTimeouts(response: .seconds(10)))
        let response: HTTPClientResponse
        let words: String
        do {
            response = try await client.request(to: endpoint, request)
            words = String(decoding: try await response.collect(upTo: 64 << 10), as: UTF8.self)
        } catch {
            throw EngineFault.unreachable(error, address, isFirst: true)
        }
        guard let version = response.headers["Api-Version"].flatMap({ EngineVersion($0) }) else {
            throw Failure(
                .engineUnsupported, "what listens at \(address) is not a container engine",
                // What Go's server says without TLS.
                hint: words.contains("HTTP request to an HTTPS server")
                    ? "it wants TLS: set DOCKER_TLS_VERIFY=1 and DOCKER_CERT_PATH" : nil,
                metadata: [.init("status", String(response.status.code))])
        }
        guard version >= .oldest else {
            throw Failure(
                .engineUnsupported,
                "the engine at \(address) speaks version \(version) at most, \(EngineVersion.oldest)"
                    + " is needed", hint: "install Docker Engine 20.10 or later, or Podman 4 or later")
        }
        let isPodman = response.headers.contains("Libpod-API-Version")
        return DockerEngine(
            address: address, version: min(version, .newest), flavour: isPodman ? .podman : .docker, client: client,
            endpoint: endpoint, time: time, random: random, environment: environment)
    }
}
