// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CCurl

/// When the parts of an exchange were done, each since its begin; of the last request when others redirected to it.
///
/// On a kept connection the first three are next to nothing.
package struct InternetTimings: Sendable, Hashable {
    /// The host's name was looked up.
    package let lookup: Duration
    package let connect: Duration
    /// The TLS handshake; zero without TLS.
    package let secure: Duration
    package let firstByte: Duration
    /// The end of the response; until then, as far as it is.
    package let total: Duration

    init(of easy: UnsafeMutableRawPointer) {
        func time(_ info: CURLINFO) -> Duration { .microseconds(Int64(dx_curl_time(easy, info))) }
        lookup = time(CURLINFO_NAMELOOKUP_TIME_T)
        connect = time(CURLINFO_CONNECT_TIME_T)
        secure = time(CURLINFO_APPCONNECT_TIME_T)
        firstByte = time(CURLINFO_STARTTRANSFER_TIME_T)
        total = time(CURLINFO_TOTAL_TIME_T)
    }
}
