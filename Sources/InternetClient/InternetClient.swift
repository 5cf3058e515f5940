// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import HTTP
package import Primitives

/// A client for servers on the internet: HTTP/2, proxies, redirects, compression; over libcurl.
///
/// Takes the requests of ``HTTP/HTTPClient``, with an absolute http or https URL as their target. Nothing is sent
/// twice; cancelling the task that sends or reads ends the transfer. What fails never names the URL's user, path or
/// query, nor a field's value.
package final class InternetClient: Sendable {
    private let configuration: InternetClientConfiguration
    private let lease: CurlLoopLease

    /// Throws `certificate_invalid` when a file of authorities can't be read.
    package init(_ configuration: InternetClientConfiguration = .init(), time: TimeSource = .system) throws {
        self.configuration = try configuration.read()
        lease = CurlLoopLease(try CurlLoop(keptConnections: configuration.keptConnections, time: time))
    }

    /// Sends a request, follows redirects, and gives the response as soon as its head is there.
    ///
    /// - within: the most that all of it may take, up to the end of the body.
    ///
    /// Throws `host_not_found`, `connection_refused`, `connection_closed`, `connect_timed_out`, `response_timed_out`,
    /// `invalid_response`, `response_too_large`, `certificate_untrusted`, `certificate_expired`,
    /// `certificate_name_mismatch`, `tls_handshake_failed`, `proxy_failed`, `too_many_redirects`, `redirect_refused`,
    /// `invalid_argument`, or what the body's producer throws.
    package func send(_ request: HTTPClientRequest, within limit: Duration? = nil) async throws -> InternetResponse {
        let end = limit.map { lease.loop.now + $0.wholeMilliseconds } ?? .max
        var redirects = RedirectPath(request, to: try WebAddress(request.target), limit: configuration.redirects)
        while true {
            let response = try await exchange(redirects.request, redirects.address, by: end)
            guard try redirects.follow(response.status, response.headers["Location"]) else { return response }
            await response.skip()
        }
    }

    private func exchange(
        _ request: HTTPClientRequest, _ address: WebAddress, by end: Int
    ) async throws -> InternetResponse {
        try Task.checkCancellation()
        let loop = lease.loop
        let transfer = try Transfer(request, to: address, by: end, configuration, on: loop)
        transfer.start(request.body)
        let head = try await withTaskCancellationHandler {
            try await transfer.head()
        } onCancel: {
            transfer.abort()
        }
        return InternetResponse(head: head, transfer: transfer, lease: lease)
    }
}
