// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
package import Primitives
package import Wire

/// Signing a program in at a browser, which may be that of another machine (RFC 8628).
package struct DeviceLogin: Sendable {
    private let client: ServerClient
    private let time: TimeSource

    /// By how much the pause grows when the server says so (RFC 8628 §3.5).
    private static let slowDown = Duration.seconds(5)
    private static let longestPause = Duration.seconds(60)

    package init(client: ServerClient, time: TimeSource) {
        self.client = client
        self.time = time
    }

    /// Asks for a code that a person can say yes to.
    package func begin(clientName: String) async throws -> DeviceAuthorizationAnswer {
        try await client.call(
            .post, "/v1/device-authorizations", body: DeviceAuthorizationRequest(clientName: clientName))
    }

    /// Waits until somebody has said yes, and gives the token.
    ///
    /// Throws `access_denied` when they said no, `expired_token` when nobody said anything in time, and the server's
    /// failures; a server that is away for a while is waited for.
    package func token(for authorization: DeviceAuthorizationAnswer) async throws -> CreatedToken {
        let deadline = time.uptime() + .seconds(max(1, authorization.expiresIn))
        var pause = Duration.seconds(max(1, authorization.interval))
        while time.uptime() + pause < deadline {
            try await time.sleep(for: pause)
            do {
                return try await client.call(
                    .post, "/v1/device-authorizations/token",
                    body: DeviceTokenRequest(deviceCode: authorization.deviceCode))
            } catch let failure as Failure {
                switch failure.code {
                case .authorizationPending: continue
                case .slowDown: pause = max(pause + Self.slowDown, failure.retryDelay ?? .zero)
                case _ where failure.isLostStream || failure.isRetryable:
                    pause = min(pause * 2, max(pause, Self.longestPause))
                case .accessDenied:
                    throw Failure(.accessDenied, "the sign-in was refused at the browser", cause: failure)
                case .expiredToken: throw expired()
                default: throw failure
                }
            }
        }
        throw expired()
    }

    private func expired() -> Failure {
        Failure(.expiredToken, "nobody has confirmed the code in time", hint: "run the command again for a new one")
    }
}
