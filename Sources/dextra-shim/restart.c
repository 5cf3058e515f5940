// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#include "restart.h"

static bool loops(struct history *history, const struct plan *plan, uint64_t now_ms) {
    history->ends[history->count++ % 64] = now_ms;
    if (history->count < plan->crash_count) return false;
    uint64_t oldest = history->ends[(history->count - plan->crash_count) % 64];
    return now_ms - oldest <= plan->crash_window_ms;
}

enum verdict history_end(struct history *history, const struct plan *plan, uint64_t now_ms, uint64_t ran_ms,
                         int wait_status, uint64_t random, uint64_t *delay_ms) {
    *delay_ms = 0;
    if (plan->restart == RESTART_NEVER) return VERDICT_OVER;
    if (plan->restart == RESTART_ON_FAILURE && wait_status == 0) return VERDICT_OVER;
    if (ran_ms >= plan->stable_after_ms) {
        history->failures = 0;
        history->crash_looping = false;
    }
    history->failures++;
    if (loops(history, plan, now_ms)) history->crash_looping = true;
    if (history->crash_looping && plan->crash_stop) return VERDICT_OVER;
    if (history->crash_looping) {
        *delay_ms = plan->backoff_limit_ms;
        return VERDICT_RESTART;
    }
    uint64_t ceiling = plan->backoff_base_ms;
    for (unsigned i = 1; i < history->failures && ceiling < plan->backoff_limit_ms; i++) ceiling *= 2;
    if (ceiling > plan->backoff_limit_ms) ceiling = plan->backoff_limit_ms;
    *delay_ms = random % (ceiling + 1);
    return VERDICT_RESTART;
}
