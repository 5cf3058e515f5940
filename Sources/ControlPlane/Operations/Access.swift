// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// Who may call an operation.
///
/// What can't be seen is not there: without `view` on a project everything of it is 404; with it, what is not allowed
/// is 403.
package enum Access: Sendable, Hashable {
    /// Anybody, signed in or not.
    case everyone
    /// Anybody who is known; what they get to see is cut to what they may.
    case known
    /// A person on the page or the machine's own user, not a program with a token: for what would let a token outlive
    /// its limits.
    case interactive
    /// Who has the permission everywhere.
    case installation(Permission)
    /// Who has it on some project, or everywhere.
    case somewhere(Permission)
    /// Who has it on the project that the path names.
    case project(Permission)
    /// The same, or everywhere when there is no such project yet.
    case projectToBe(Permission)
    /// Who has it on the project of the run that the path names; everywhere when it is of none.
    case run(Permission)
}
