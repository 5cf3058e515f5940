// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

extension FailureCode {
    /// The server was started and didn't answer in time, or ended at once.
    package static let serverNotStarting = FailureCode("server_not_starting", .unavailable)
    /// No server answers on the socket, and none was to be started.
    package static let serverNotRunning = FailureCode("server_not_running", .unavailable)
    /// The server's answer can't be understood.
    package static let unexpectedAnswer = FailureCode("unexpected_answer", .internal)
    /// A stream broke that can't be taken up where it was.
    package static let streamNotResumable = FailureCode("stream_not_resumable", .unavailable)
}
