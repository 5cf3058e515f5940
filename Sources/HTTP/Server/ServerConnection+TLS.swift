// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

extension ServerConnection {
    /// The handshake, within the time of a request's head.
    ///
    /// Who speaks HTTP without TLS is told so in HTTP; who gives up or takes too long is left without a word.
    func secure(with certificates: TLSCertificates, on stream: isolated ByteStream) async throws {
        // A shutdown loses nothing here.
        stream.isIdle = true
        defer { stream.isIdle = false }
        do {
            stream.setTLS(try TLSEngine(server: certificates.identities))
            try await stream.makeSecure(within: server.times.head)
        } catch StreamFault.insecure(let fault) where fault.kind == .plainHTTP {
            stream.setTLS(nil)
            throw ParseFault(.badRequest, "this port speaks HTTPS only")
        } catch {
            server.logger.debug("a TLS handshake failed", ("peer", "\(stream.peer)"), ("reason", "\(error)"))
            throw StreamFault.closed
        }
        session = stream.tls?.session
    }
}
