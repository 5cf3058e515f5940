// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "plan.h"

/// What is remembered of a command's ends to decide when it starts again. No I/O, no clock.
struct history {
    uint64_t ends[64];
    size_t count;
    /// Ends in a row that came before the command was stable.
    unsigned failures;
    bool crash_looping;
};

enum verdict { VERDICT_RESTART, VERDICT_OVER };

/// Takes in that the command ended at `now_ms` after running for `ran_ms`, with a wait status. Gives the delay before
/// the next start: full jitter under an exponential ceiling, or the longest delay while in a crash loop.
enum verdict history_end(struct history *history, const struct plan *plan, uint64_t now_ms, uint64_t ran_ms,
                         int wait_status, uint64_t random, uint64_t *delay_ms);
