// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "cgroup.h"
#include "files.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static bool put(const char *cgroup, const char *file, const char *text) {
    char path[PATH_MAX];
    if (snprintf(path, sizeof path, "%s/%s", cgroup, file) >= (int)sizeof path) return false;
    return file_put(path, text);
}

bool cgroup_create(const struct plan *plan) {
    if (mkdir(plan->cgroup, 0755) != 0 && errno != EEXIST) return false;
    char text[32];
    if (plan->memory_max > 0) {
        snprintf(text, sizeof text, "%" PRIu64, plan->memory_max);
        put(plan->cgroup, "memory.max", text);
        put(plan->cgroup, "memory.swap.max", "0");
    }
    if (plan->pids_max > 0) {
        snprintf(text, sizeof text, "%" PRIu64, plan->pids_max);
        put(plan->cgroup, "pids.max", text);
    }
    return true;
}

bool cgroup_enter(const char *cgroup, pid_t pid) {
    char text[16];
    snprintf(text, sizeof text, "%d", pid);
    return put(cgroup, "cgroup.procs", text);
}

bool cgroup_kill(const char *cgroup) { return put(cgroup, "cgroup.kill", "1"); }

void cgroup_remove(const char *cgroup) { rmdir(cgroup); }
