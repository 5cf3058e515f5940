// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

extension Principal {
    /// The person and the session, for what only somebody at the page may do; throws `session_required`.
    func requireSession() throws(Failure) -> (user: User, session: SessionID) {
        guard let user, let session else {
            throw Failure(
                .sessionRequired, "this is for people who are signed in on the page", hint: "sign in there")
        }
        return (user, session)
    }
}
