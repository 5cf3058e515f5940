// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives

/// A server and a client of different versions: the likeliest reason for an answer that makes no sense.
struct VersionGap {
    let server: String

    /// The response field by which a server says its version.
    static let field = "X-Dextra-Version"

    /// Nil when both are of the same version, or the server doesn't say.
    init?(_ headers: HTTPHeaders) {
        guard let server = headers[Self.field], server != DextraVersion.current else { return nil }
        self.server = server
    }

    /// Says so in a failure that it may explain.
    func explain(_ failure: inout Failure) {
        failure.metadata += [.init("server version", server), .init("version of this command", DextraVersion.current)]
        failure.hint = "this command and the server are of different versions: update the older one"
    }
}
