// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import HTTP
package import Platforms
import Primitives

/// Asks a program once whether it is well.
package struct HealthProbe: Sendable {
    /// Bytes of a bad answer's body that a person gets to see.
    private static let shownBytes = 300

    let client: HTTPClient
    let endpoint: Endpoint
    let health: HealthCheck

    package init(client: HTTPClient, endpoint: Endpoint, health: HealthCheck) {
        self.client = client
        self.endpoint = endpoint
        self.health = health
    }

    /// Never throws but `CancellationError`: no answer is an answer.
    package func ask() async throws -> ProbeAnswer {
        // Host localhost: what frameworks that check the name accept without being configured.
        let request = HTTPClientRequest(
            .get, health.path,
            headers: ["Host": "localhost", "User-Agent": "dextra-health/1", "Accept": "*/*", "Connection": "close"],
            timeouts: HTTPTimeouts(connect: health.timeout, response: health.timeout, idle: health.timeout))
        do {
            let response = try await client.request(
                to: .tcp(host: endpoint.host, port: endpoint.port), request)
            defer { response.close() }
            let status = response.status.code
            if health.accepts(status) { return .healthy(status: status) }
            return .refused(status: status, body: await Self.beginning(of: response))
        } catch let failure as Failure {
            return .unreachable(reason: Self.words(failure, health.timeout))
        } catch {
            try Task.checkCancellation()
            return .unreachable(reason: String(describing: error))
        }
    }

    /// The first bytes of the body as one line of text.
    private static func beginning(of response: HTTPClientResponse) async -> String {
        var bytes: [UInt8] = []
        while bytes.count < shownBytes, let chunk = try? await response.nextBody() { bytes += chunk }
        let text = String(decoding: bytes.prefix(shownBytes), as: UTF8.self)
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func words(_ failure: Failure, _ timeout: Duration) -> String {
        switch failure.code {
        case .connectionRefused: "connection refused"
        case .connectionClosed: "the connection was closed without an answer"
        case .responseTimedOut, .connectTimedOut: "no answer within \(timeout.wholeMilliseconds) ms"
        default: failure.message
        }
    }
}
