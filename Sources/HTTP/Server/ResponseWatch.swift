// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What became of a request's response, for whoever logs and counts; see ``Exchange/watch``.
package final class ResponseWatch: Sendable {
    private let code = Atomic<Int>(0)
    private let bytes = Atomic<Int>(0)
    private let name = Mutex<String?>(nil)

    package init() {}

    /// What answers, in a word of its author's; nil until it was found.
    package var route: String? {
        get { name.withLock { $0 } }
        set { name.withLock { $0 = newValue } }
    }

    /// Nil until the response has begun.
    package var status: HTTPStatus? {
        let code = code.load(ordering: .relaxed)
        return code == 0 ? nil : HTTPStatus(code)
    }

    /// Bytes of content handed over so far, before any coding.
    package var contentBytes: Int { bytes.load(ordering: .relaxed) }

    func begin(_ status: HTTPStatus) { code.store(status.code, ordering: .relaxed) }
    func add(_ count: Int) { bytes.add(count, ordering: .relaxed) }
}
