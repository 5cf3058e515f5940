// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import InternetClient
import Primitives

/// A request to a registry or to its token service.
struct RegistryRequest: Sendable {
    /// `GET`, `HEAD`, `DELETE`, or `POST` to a token service.
    var method: String
    var isSecure: Bool
    var host: String
    var port: Int
    /// Path and query, percent-encoded.
    var target: String
    var headers: [(name: String, value: String)]
    /// Empty but for `POST`.
    var body: [UInt8] = []

    var url: String { "\(isSecure ? "https" : "http")://\(place)\(target)" }

    /// Host and port as in an image reference, for people: the rest may be secret.
    var place: String {
        let shown = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? shown : "\(shown):\(port)"
    }
}

/// A registry's answer with all of its body.
struct RegistryAnswer: Sendable {
    var status: Int
    var headers: [(name: String, value: String)]
    /// At most 16 MB; manifests are limited to 4 by the specification.
    var body: [UInt8]

    /// The value of the first field of that name, whatever its case.
    subscript(header: String) -> String? {
        headers.first { $0.name.lowercased() == header.lowercased() }?.value
    }
}

/// How a registry and its token service are reached: over libcurl.
struct RegistryTransport: Sendable {
    private let client: InternetClient
    private let certificates: RegistryCertificates?

    /// - certificates: beside the system's authorities; they count for the token service too, as they do for docker.
    /// - usesProxy: whether to go through the proxies of the environment.
    ///
    /// Throws `certificate_invalid`.
    init(certificates: RegistryCertificates?, usesProxy: Bool) throws {
        var configuration = InternetClientConfiguration()
        configuration.proxy = usesProxy ? .environment : .none
        // Where a registry leads to must not get what is meant for the registry.
        configuration.redirects = 0
        configuration.bodyBytes = 16 << 20
        configuration.authorities = certificates?.authorities ?? []
        configuration.certificate = certificates?.client
        client = try InternetClient(configuration)
        self.certificates = certificates
    }

    /// Sends one request without following redirections.
    ///
    /// Throws `registry_unavailable`, and `certificate_untrusted`, `certificate_expired`, `certificate_name_mismatch` and
    /// `certificate_invalid` as they are: trying again does not help.
    func send(_ request: RegistryRequest) async throws -> RegistryAnswer {
        var headers = HTTPHeaders()
        for (name, value) in request.headers { headers.add(name, value) }
        do {
            let response = try await client.send(
                HTTPClientRequest(
                    HTTPMethod(rawValue: request.method), request.url, headers: headers,
                    body: request.body.isEmpty ? .none : .bytes(request.body)))
            let body = try await response.collect(upTo: 16 << 20)
            return RegistryAnswer(
                status: response.status.code, headers: response.headers.map { ($0.name, $0.value) }, body: body)
        } catch let failure as Failure {
            throw unreachable(request, failure)
        }
    }

    private func unreachable(_ request: RegistryRequest, _ failure: Failure) -> Failure {
        switch failure.code {
        case .certificateUntrusted, .certificateExpired, .certificateNameMismatch, .certificateInvalid:
            return Failure(
                failure.code, failure.message,
                hint: "put the certificate of its authority where docker has it:"
                    + " /etc/docker/certs.d/\(request.place)/ca.crt", cause: failure)
        case .tlsHandshakeFailed:
            return Failure(
                .registryUnavailable, "no secure connection to the registry at \(request.place)",
                hint: certificates?.client == nil
                    ? "name the registry as insecure if it has no TLS; give it a client's certificate if it wants one"
                    : "see whether it takes our certificate", cause: failure)
        default:
            return Failure(
                .registryUnavailable, "the registry at \(request.place) can't be reached",
                hint: "check its address and the network", cause: failure)
        }
    }
}
