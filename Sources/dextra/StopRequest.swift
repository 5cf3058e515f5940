// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Somebody's wish, by way of the API, that the server end.
struct StopRequest: Sendable {
    private let requests = AsyncStream.makeStream(of: Never.self)

    func request() { requests.continuation.finish() }

    /// Returns once it was requested, or when the task is cancelled.
    func wait() async { for await _ in requests.stream {} }
}
