// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/// What DIR/state tells readers, replaced as one at each change.
struct state {
    const char *name;
    pid_t pid;
    uint64_t start_time;
    uint64_t started_at_ms;
    uint64_t next_start_at_ms;
    unsigned restarts;
    bool has_ended;
    int last_wait_status;
    uint64_t last_end_at_ms;
    char message[300];
};

void state_write(int directory, const struct state *state);
