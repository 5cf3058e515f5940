// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives

extension ServerPlace {
    /// What a connection's failure means for who wanted to speak to this server.
    func explaining(_ failure: Failure) -> Failure {
        switch self {
        case .home: explainingSocket(failure)
        case .remote(let server): explainingNetwork(failure, server)
        }
    }

    private func explainingSocket(_ failure: Failure) -> Failure {
        switch failure.code {
        case .connectionRefused:
            Failure(.serverNotRunning, "no server answers at \(self)", hint: "start one with 'dextra serve'")
        case .permissionDenied:
            Failure(
                .permissionDenied, "the server at \(self) belongs to another user",
                hint: "run the command as that user, or set DEXTRA_HOME to a directory of your own", cause: failure)
        default: failure
        }
    }

    private func explainingNetwork(_ failure: Failure, _ server: RemoteServer) -> Failure {
        var explained = failure
        switch failure.code {
        case .connectionRefused, .hostNotFound, .connectTimedOut, .hostUnreachable:
            explained = Failure(
                .serverUnreachable, "the server \(self) can't be reached",
                hint: "check the address and the network; '--context local' is this machine's own server",
                cause: failure)
        case .certificateUntrusted:
            explained.hint =
                "give the file of the authority that signed it with 'dextra login \(self) --ca FILE', or, if this is "
                + "the fingerprint that the server's owner tells you, 'dextra login \(self) --fingerprint "
                + (failure.metadata.first { $0.key == "fingerprint" }?.value ?? "FINGERPRINT") + "'"
        case .certificateChanged:
            explained.hint =
                "when its owner has changed it, sign in again with 'dextra login \(self) --fingerprint "
                + (failure.metadata.first { $0.key == "fingerprint" }?.value ?? "FINGERPRINT")
                + "'; else somebody may be in between"
        case .tlsHandshakeFailed:
            // The dashboard of a server without certificate is the likeliest thing to be mistaken for one with.
            explained.hint =
                server.address.isLoopback
                ? "if it speaks plain HTTP, write http:// before the address"
                : "check that it speaks HTTPS at this port"
        default: break
        }
        return explained
    }

    /// What a server's own refusal means here.
    func explaining(refusal: Failure) -> Failure {
        guard case .remote(let server) = self, refusal.code.name == "unauthenticated" else { return refusal }
        var explained = refusal
        explained.hint =
            server.token == nil
            ? "sign in with 'dextra login \(self)'"
            : "the token has expired or was revoked: run 'dextra login \(self)'"
        return explained
    }
}
