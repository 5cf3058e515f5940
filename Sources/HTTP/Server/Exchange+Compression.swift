// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Exchange {
    /// Bodies above this take long enough to compress that other connections of a loop would notice.
    private static let loopBytes = 16 << 10

    /// The response as it goes out: compressed when the server does that and the request accepts it.
    func compressed(_ response: HTTPResponse) async -> HTTPResponse {
        guard let policy = connection.server.compression else { return response }
        var response = response
        let coding = policy.apply(
            to: &response.headers, status: response.status, length: response.body.count, request: request.headers)
        guard let coding else { return response }
        let body = response.body
        if connection.server.placement != .pool, body.count > Self.loopBytes {
            response.body = await withTaskExecutorPreference(globalConcurrentExecutor) {
                await Self.compress(body, coding)
            }
        } else {
            response.body = ContentEncoder(coding, .quick).finish(body)
        }
        return response
    }

    @concurrent private static func compress(_ body: [UInt8], _ coding: ContentCoding) async -> [UInt8] {
        ContentEncoder(coding, .quick).finish(body)
    }
}
