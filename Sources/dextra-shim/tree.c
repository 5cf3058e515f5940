// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "tree.h"
#include "cgroup.h"
#include "process.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

void tree_adopt_orphans(void) { prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }

/// Only children: the grandchildren of a killed child become ours, and are met in the next round.
static bool kill_child(pid_t pid, void *context) {
    if (process_parent(pid) == *(pid_t *)context) kill(pid, SIGKILL);
    return true;
}

struct others {
    pid_t self;
    pid_t group;
    int number;
};

static bool signal_other(pid_t pid, void *context) {
    const struct others *others = context;
    if (process_parent(pid) == others->self && getpgid(pid) != others->group) kill(pid, others->number);
    return true;
}

void tree_signal_others(pid_t group, int number) {
    struct others others = {.self = getpid(), .group = group, .number = number};
    each_process(signal_other, &others);
}

int tree_kill(pid_t wanted, const char *cgroup) {
    pid_t self = getpid();
    int found = -1;
    uint64_t deadline = monotonic_ms() + 10000;
    // The group first: processes that fork as fast as they are found would win the race child by child.
    if (wanted > 0 && getpgid(wanted) == wanted) kill(-wanted, SIGKILL);
    if (cgroup != NULL) cgroup_kill(cgroup);
    for (;;) {
        int status;
        pid_t pid = waitpid(-1, &status, WNOHANG);
        if (pid < 0 && errno == ECHILD) return found;
        if (pid > 0) {
            if (pid == wanted) found = status;
            continue;
        }
        if (monotonic_ms() > deadline) return found;
        each_process(kill_child, &self);
        poll(NULL, 0, 1);
    }
}
