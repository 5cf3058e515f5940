// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "cgroup.h"
#include "process.h"
#include "record.h"

#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

struct sweep {
    const struct record *record;
    char mark[64];
    char pipe[40];
    int killed;
    int alive;
};

static bool has_mark(pid_t pid, const char *mark) {
    char path[32], text[65536];
    snprintf(path, sizeof path, "/proc/%d/environ", pid);
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    size_t size = strlen(mark) + 1, kept = 0;
    bool found = false;
    for (ssize_t got; !found && (got = read(descriptor, text + kept, sizeof text - kept)) > 0;) {
        size_t length = kept + (size_t)got;
        found = memmem(text, length, mark, size) != NULL;
        // A mark that lies across two reads.
        kept = length < size ? length : size - 1;
        memmove(text, text + length - kept, kept);
    }
    close(descriptor);
    return found;
}

static bool writes_to(pid_t pid, const char *pipe) {
    for (int number = 1; number <= 2; number++) {
        char path[40], target[64];
        snprintf(path, sizeof path, "/proc/%d/fd/%d", pid, number);
        ssize_t length = readlink(path, target, sizeof target - 1);
        if (length <= 0) continue;
        target[length] = '\0';
        if (strcmp(target, pipe) == 0) return true;
    }
    return false;
}

static bool is_leftover(pid_t pid, const struct sweep *sweep) {
    const struct record *record = sweep->record;
    if (pid == getpid()) return false;
    if (pid == record->child && process_start_time(pid) == record->child_start) return true;
    return has_mark(pid, sweep->mark) || writes_to(pid, sweep->pipe);
}

static bool visit(pid_t pid, void *context) {
    struct sweep *sweep = context;
    if (!is_leftover(pid, sweep)) return true;
    int descriptor = (int)syscall(SYS_pidfd_open, pid, 0);
    if (descriptor < 0) return true;
    // Looked at again now that the descriptor holds it: the pid may have changed hands in between.
    if (is_leftover(pid, sweep)) {
        sweep->alive++;
        if (syscall(SYS_pidfd_send_signal, descriptor, SIGKILL, NULL, 0) == 0) sweep->killed++;
    }
    close(descriptor);
    return true;
}

int record_sweep(const struct record *record) {
    char boot[37];
    // After a restart of the machine nothing is left, and every number means something else.
    if (!boot_id(boot) || strcmp(boot, record->boot) != 0) return 0;
    struct sweep sweep = {.record = record};
    snprintf(sweep.mark, sizeof sweep.mark, "DEXTRA_SERVICE=%s", record->token);
    snprintf(sweep.pipe, sizeof sweep.pipe, "pipe:[%" PRIu64 "]", record->pipe);
    if (record->cgroup[0] != '\0') cgroup_kill(record->cgroup);
    uint64_t deadline = monotonic_ms() + 10000;
    do {
        sweep.alive = 0;
        each_process(visit, &sweep);
        if (sweep.alive > 0) poll(NULL, 0, 2);
    } while (sweep.alive > 0 && monotonic_ms() < deadline);
    if (record->cgroup[0] != '\0') cgroup_remove(record->cgroup);
    return sweep.killed;
}
