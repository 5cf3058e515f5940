// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "limits.h"

static bool lower(int resource, rlim_t wanted) {
    struct rlimit limit;
    if (getrlimit(resource, &limit) != 0) return false;
    if (limit.rlim_max == RLIM_INFINITY || wanted < limit.rlim_max) limit.rlim_max = wanted;
    limit.rlim_cur = limit.rlim_max;
    return setrlimit(resource, &limit) == 0;
}

bool limits_apply(const struct plan *plan) {
    struct rlimit files;
    if (plan->soft_open_files > 0 && getrlimit(RLIMIT_NOFILE, &files) == 0 && plan->soft_open_files < files.rlim_cur) {
        files.rlim_cur = plan->soft_open_files;
        if (setrlimit(RLIMIT_NOFILE, &files) != 0) return false;
    }
    for (int resource = 0; resource < (int)RLIMIT_NLIMITS; resource++) {
        if (!plan->limited[resource]) continue;
        // The kernel counts processes by user: without a user of its own, the command would pay for all the others.
        if (resource == RLIMIT_NPROC && plan->isolation == ISOLATION_NONE) continue;
        if (!lower(resource, plan->limits[resource])) return false;
    }
    return true;
}
