// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

extension FailureCode {
    /// The server was started and didn't answer in time, or ended at once.
    package static let serverNotStarting = FailureCode("server_not_starting", .unavailable)
    /// No server answers on the socket, and none was to be started.
    package static let serverNotRunning = FailureCode("server_not_running", .unavailable)
    /// The server of a context can't be connected to: its address is wrong, the network is down, or it isn't running.
    package static let serverUnreachable = FailureCode("server_unreachable", .unavailable)
    /// The server's answer can't be understood.
    package static let unexpectedAnswer = FailureCode("unexpected_answer", .internal)
    /// A stream broke that can't be taken up where it was.
    package static let streamNotResumable = FailureCode("stream_not_resumable", .unavailable)
    /// What the server says to a body with more in it than it knows, as an older one does to a newer client.
    static let unknownMember = FailureCode("unknown_member", .invalid)

    // What the server says to a program that waits to be signed in (RFC 8628 §3.5).

    /// Nobody has said yes or no yet.
    static let authorizationPending = FailureCode("authorization_pending", .usage)
    /// The program asks too often.
    static let slowDown = FailureCode("slow_down", .unavailable)
    static let accessDenied = FailureCode("access_denied", .forbidden)
    /// The code is too old. The RFC's status for it says nothing to people, whom nobody has let in.
    static let expiredToken = FailureCode("expired_token", .unauthenticated)
}
