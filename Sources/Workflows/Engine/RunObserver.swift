// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// Told of every move of a run that this engine made, as it was before and is now, once that is durable.
///
/// Each move is told once, on the node that made it. Called between the writes of the database: it must not take long.
package typealias RunObserver = @Sendable (_ before: Run, _ after: Run) -> Void
