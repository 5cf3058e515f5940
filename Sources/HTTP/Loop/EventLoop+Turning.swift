// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension EventLoop {
    /// Returns once the loop has come round, which it never does while something holds it up. Not ended by cancellation.
    package func turn() async {
        await withCheckedContinuation { waiting in execute { waiting.resume() } }
    }
}
