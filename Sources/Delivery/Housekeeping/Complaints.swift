// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// What keeps going wrong, said when it begins and when it becomes something else instead of in every round.
struct Complaints {
    let logger: Logger
    /// By what could not be done.
    private var last: [String: String] = [:]

    init(logger: Logger) { self.logger = logger }

    /// Does something, or says why it can't be done.
    mutating func attempt(_ complaint: String, _ body: () async throws -> Void) async {
        do {
            try await body()
            last[complaint] = nil
        } catch is CancellationError {
            return
        } catch {
            let reason = "\(error)"
            if last[complaint] != reason { logger.warning("\(complaint): \(reason)") }
            last[complaint] = reason
        }
    }
}
