// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import HTTP
import Primitives

/// How a registry is reached: the one thing that differs between a registry beside us and one on the internet.
package protocol RegistryTransport: Sendable {
    /// Sends one request without following redirections. Throws `registry_unavailable`.
    func send(_ request: RegistryRequest) async throws -> RegistryAnswer
}

/// A request to a registry or to its token service.
package struct RegistryRequest: Sendable {
    /// `GET`, `HEAD`, `DELETE`, or `POST` to a token service.
    package var method: String
    package var isSecure: Bool
    package var host: String
    package var port: Int
    /// Path and query, percent-encoded.
    package var target: String
    package var headers: [(name: String, value: String)]
    /// Empty but for `POST`.
    package var body: [UInt8] = []

    /// As a URL, for people and for transports that take one.
    package var url: String {
        let shown = host.contains(":") ? "[\(host)]" : host
        let isUsual = port == (isSecure ? 443 : 80)
        return "\(isSecure ? "https" : "http")://\(shown)\(isUsual ? "" : ":\(port)")\(target)"
    }
}

/// A registry's answer with all of its body.
package struct RegistryAnswer: Sendable {
    package var status: Int
    package var headers: [(name: String, value: String)]
    /// At most 16 MB; manifests are limited to 4 by the specification.
    package var body: [UInt8]

    package init(status: Int, headers: [(name: String, value: String)], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The value of the first field of that name, whatever its case.
    package subscript(header: String) -> String? {
        headers.first { $0.name.lowercased() == header.lowercased() }?.value
    }
}

/// Registries without TLS, on this machine or a trusted network, over the HTTP room's client.
package struct PlainRegistryTransport: RegistryTransport {
    private let client: HTTPClient

    package init(client: HTTPClient = HTTPClient()) { self.client = client }

    package func send(_ request: RegistryRequest) async throws -> RegistryAnswer {
        guard !request.isSecure else {
            throw Failure(
                .registryUnavailable, "\(request.url) needs TLS, which this transport does not speak",
                hint: "name the registry as insecure if it has none", retry: .never)
        }
        var headers = HTTPHeaders()
        for (name, value) in request.headers { headers.add(name, value) }
        do {
            let response = try await client.request(
                to: .tcp(host: request.host, port: request.port),
                HTTPClientRequest(
                    HTTPMethod(rawValue: request.method), request.target, headers: headers,
                    body: request.body.isEmpty ? .none : .bytes(request.body)))
            let body = try await response.collect(upTo: 16 << 20)
            return RegistryAnswer(
                status: response.status.code, headers: response.headers.map { ($0.name, $0.value) }, body: body)
        } catch let failure as Failure {
            throw Failure(
                .registryUnavailable, "the registry at \(request.url) can't be reached",
                hint: "check its address and the network", cause: failure)
        }
    }
}
