// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#include "state.h"
#include "files.h"

#include <inttypes.h>
#include <stdio.h>
#include <sys/wait.h>

void state_write(int directory, const struct state *state) {
    char text[1024], end[32] = "";
    int status = state->last_wait_status;
    if (state->has_ended && WIFSIGNALED(status)) snprintf(end, sizeof end, "signal %d", WTERMSIG(status));
    else if (state->has_ended) snprintf(end, sizeof end, "exit %d", WEXITSTATUS(status));
    int length = snprintf(text, sizeof text,
                          "dextra-state 1\nstate=%s\npid=%d\nstart_time=%" PRIu64 "\nstarted_at_ms=%" PRIu64
                          "\nnext_start_at_ms=%" PRIu64 "\nrestarts=%u\nlast_exit=%s\nlast_exit_at_ms=%" PRIu64
                          "\nmessage=%s\nend\n",
                          state->name, state->pid, state->start_time, state->started_at_ms, state->next_start_at_ms,
                          state->restarts, end, state->last_end_at_ms, state->message);
    // Not waiting for the disk: after a power loss no process is left that it could describe.
    if (length > 0 && length < (int)sizeof text) file_replace(directory, "state", text, (size_t)length, false);
}
