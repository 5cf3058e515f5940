// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What one release of a target has answered so far. Counts only grow while a release may get traffic; they may begin
/// anew at any time, as after a restart of the proxy, and whoever compares two looks must allow for that.
package struct ReleaseTraffic: Sendable, Hashable, Codable {
    /// The release's number.
    package var release: Int
    /// Requests that were answered, well or badly, or that found nobody who answers.
    package var requests: Int
    /// Of these the answers with a status of 500 or above, and those without an answer.
    package var failures: Int
    /// The mean time to the end of the answer over the latest requests (at most 1,024); nil before the first.
    package var latency: Duration?

    package init(release: Int, requests: Int, failures: Int, latency: Duration? = nil) {
        self.release = release
        self.requests = requests
        self.failures = failures
        self.latency = latency
    }
}
