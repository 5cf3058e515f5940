// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Model
import Primitives
import Wire

extension LiveConnection {
    /// A look at the connection now and then.
    func tick(_ moment: LiveMoment, on stream: isolated ByteStream) {
        guard !isClosed else { return }
        let silence = stream.loop.now - stream.lastProgress
        if stream.pendingOutput > 0, silence >= context.configuration.stallTime.wholeMilliseconds {
            return close(
                WebSocketCloseCode(rawValue: LiveProtocol.tooSlow),
                Failure(.tooSlow, "too slow", hint: "connect again and go on from the last cursor"), on: stream)
        }
        if let end = viewer.expiresAt, end <= moment.now {
            return signOut(Failure(.signedOut, "the session has expired", hint: "sign in again"), on: stream)
        }
        if moment.uptime - renewedAt >= context.configuration.renewalInterval, !isRenewing { renew(on: stream) }
    }

    /// Looks the viewer up again, and what they follow with them. Meanwhile nothing of the log is passed on; afterwards
    /// everything goes on from where it was.
    func renew(on stream: isolated ByteStream) {
        guard !isClosed, !isRenewing else { return }
        isRenewing = true
        let (viewer, followed) = (viewer, subscriptions)
        // Owned by the connection: it is short, and finds out at its end when that has closed.
        Task(executorPreference: globalConcurrentExecutor) { [self] in
            do {
                let renewed = try await viewer.renewed()
                var refused: [(LiveSubscription, Failure)] = []
                for subscription in followed {
                    do {
                        try await context.check(subscription, for: renewed)
                    } catch let failure as Failure where failure.isVerdict {
                        refused.append((subscription, failure))
                    }
                }
                await finishRenewal(renewed, refused, on: self.stream)
            } catch {
                await self.refuseRenewal(error, on: self.stream)
            }
        }
    }

    private func finishRenewal(
        _ renewed: any LiveViewer, _ refused: [(LiveSubscription, Failure)], on stream: isolated ByteStream
    ) {
        guard !isClosed else { return }
        viewer = renewed
        isRenewing = false
        for (subscription, error) in refused { fail(subscription, subscription.turn, error, on: stream) }
        if mustRenewAgain {
            mustRenewAgain = false
            return renew(on: stream)
        }
        renewedAt = context.hub.time.uptime()
        for subscription in subscriptions where subscription.progress != nil { catchUp(subscription, on: stream) }
    }

    private func refuseRenewal(_ error: any Error, on stream: isolated ByteStream) {
        let failure = context.failure(of: error)
        if failure.isVerdict { return signOut(failure, on: stream) }
        // Who can't be asked may not be let on; the client comes back and is asked then.
        close(.tryAgainLater, failure, on: stream)
    }

    private func signOut(_ failure: Failure, on stream: isolated ByteStream) {
        close(WebSocketCloseCode(rawValue: LiveProtocol.signedOut), failure, on: stream)
    }
}

extension Failure {
    /// It says that somebody may not, and not that this couldn't be found out.
    fileprivate var isVerdict: Bool {
        [.unauthenticated, .forbidden, .notFound, .conflict].contains(code.category)
    }
}
