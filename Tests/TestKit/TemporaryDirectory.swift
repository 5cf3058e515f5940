// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Primitives

/// A directory under /tmp that is gone when the test is over.
package enum TemporaryDirectory {
    /// Calls the body with the path of a fresh, private directory.
    package static func with<Value>(_ body: (String) async throws -> Value) async throws -> Value {
        var template = Array("/tmp/dextra-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure.system(errno, "can't create a temporary directory") }
        let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try await body(path)
    }
}
