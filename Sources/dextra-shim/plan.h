// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>

/// A list of strings that is always followed by NULL, so that it can be handed to exec as it is.
struct list {
    char **items;
    size_t count;
};

enum isolation { ISOLATION_NONE, ISOLATION_UID, ISOLATION_NAMESPACE };
enum restart { RESTART_ALWAYS, RESTART_ON_FAILURE, RESTART_NEVER };

/// What to run and how; the one thing that both verbs, `exec` and `service`, carry out.
struct plan {
    char *name;
    struct list arguments;
    struct list environment;
    char *directory;

    enum isolation isolation;
    uid_t uid;
    gid_t gid;
    struct list hidden;
    struct list read_only;
    struct list read_write;

    /// Hard and soft limits to set, by resource; `limited` says which are meant.
    rlim_t limits[RLIMIT_NLIMITS];
    bool limited[RLIMIT_NLIMITS];
    /// The soft limit of open files to go back to, 0 for none: the server raises its own.
    rlim_t soft_open_files;

    /// The control group directory to make and use, NULL for none; its limits, 0 for none.
    char *cgroup;
    uint64_t memory_max;
    uint64_t pids_max;

    /// A descriptor whose end of file means that the launcher is gone, -1 for none.
    int lifeline;

    enum restart restart;
    uint64_t backoff_base_ms;
    uint64_t backoff_limit_ms;
    uint64_t stable_after_ms;
    uint64_t crash_count;
    uint64_t crash_window_ms;
    bool crash_stop;
    /// What asks the command to end; a signal that processes between it and the shim hand on.
    uint64_t stop_signal;
    uint64_t stop_grace_ms;
    uint64_t log_max_bytes;
    uint64_t log_keep;
};

void plan_init(struct plan *plan);

/// Takes one `key=value` record; returns NULL or what is wrong with it. Unknown keys are wrong.
const char *plan_set(struct plan *plan, const char *record);

/// Returns NULL or what is missing.
const char *plan_check(const struct plan *plan);

void list_add(struct list *list, const char *item);
