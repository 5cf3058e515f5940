// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#include "plan.h"
#include "report.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

struct limit_name {
    const char *key;
    int resource;
};

static const struct limit_name limit_names[] = {
    {"limit-file-size", RLIMIT_FSIZE}, {"limit-open-files", RLIMIT_NOFILE}, {"limit-processes", RLIMIT_NPROC},
    {"limit-core", RLIMIT_CORE},       {"limit-address-space", RLIMIT_AS},  {"limit-cpu-seconds", RLIMIT_CPU},
};

void plan_init(struct plan *plan) {
    *plan = (struct plan){
        .lifeline = -1,
        .restart = RESTART_ALWAYS,
        .backoff_base_ms = 200,
        .backoff_limit_ms = 30000,
        .stable_after_ms = 30000,
        .crash_count = 5,
        .crash_window_ms = 60000,
        .stop_signal = SIGTERM,
        .stop_grace_ms = 10000,
        .log_max_bytes = 10 << 20,
        .log_keep = 3,
    };
}

void list_add(struct list *list, const char *item) {
    list->items = realloc(list->items, (list->count + 2) * sizeof *list->items);
    char *copy = strdup(item);
    if (list->items == NULL || copy == NULL) fail(STATUS_FAILED, "out of memory");
    list->items[list->count++] = copy;
    list->items[list->count] = NULL;
}

/// Digits only: strtoull alone would take signs, blanks and an empty string.
static bool number(const char *text, uint64_t *value) {
    if (*text == '\0' || strspn(text, "0123456789") != strlen(text)) return false;
    errno = 0;
    *value = strtoull(text, NULL, 10);
    return errno == 0;
}

static bool identity(const char *text, uint32_t *value) {
    uint64_t wide;
    // 0 is what isolation takes away, UINT32_MAX is setresuid's "leave as it is".
    if (!number(text, &wide) || wide == 0 || wide >= UINT32_MAX) return false;
    *value = (uint32_t)wide;
    return true;
}

static bool absolute(struct list *list, const char *path) {
    if (path[0] != '/') return false;
    list_add(list, path);
    return true;
}

static bool set_isolation(struct plan *plan, const char *value) {
    if (strcmp(value, "none") == 0) plan->isolation = ISOLATION_NONE;
    else if (strcmp(value, "uid") == 0) plan->isolation = ISOLATION_UID;
    else if (strcmp(value, "user-namespace") == 0) plan->isolation = ISOLATION_NAMESPACE;
    else return false;
    return true;
}

static bool set_restart(struct plan *plan, const char *value) {
    if (strcmp(value, "always") == 0) plan->restart = RESTART_ALWAYS;
    else if (strcmp(value, "on-failure") == 0) plan->restart = RESTART_ON_FAILURE;
    else if (strcmp(value, "never") == 0) plan->restart = RESTART_NEVER;
    else return false;
    return true;
}

static bool set_text(char **field, const char *value) {
    if (*field != NULL || *value == '\0') return false;
    *field = strdup(value);
    return *field != NULL;
}

static bool set_limit(struct plan *plan, int resource, const char *value) {
    uint64_t wide;
    if (!number(value, &wide)) return false;
    plan->limits[resource] = wide;
    plan->limited[resource] = true;
    return true;
}

static bool set_lifeline(struct plan *plan, const char *value) {
    uint64_t wide;
    if (!number(value, &wide) || wide < 3 || wide > 1023) return false;
    plan->lifeline = (int)wide;
    return true;
}

/// 1 for taken, 0 for a wrong value, -1 for an unknown key.
static int take(struct plan *plan, const char *key, const char *value) {
    const struct {
        const char *key;
        uint64_t *field;
    } numbers[] = {
        {"memory-max", &plan->memory_max},           {"pids-max", &plan->pids_max},
        {"backoff-base-ms", &plan->backoff_base_ms}, {"backoff-limit-ms", &plan->backoff_limit_ms},
        {"stable-after-ms", &plan->stable_after_ms}, {"crash-count", &plan->crash_count},
        {"crash-window-ms", &plan->crash_window_ms}, {"stop-grace-ms", &plan->stop_grace_ms},
        {"log-max-bytes", &plan->log_max_bytes},     {"log-keep", &plan->log_keep},
        {"stop-signal", &plan->stop_signal},         {"soft-open-files", &plan->soft_open_files},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (strcmp(key, numbers[i].key) == 0) return number(value, numbers[i].field);
    for (size_t i = 0; i < sizeof limit_names / sizeof *limit_names; i++)
        if (strcmp(key, limit_names[i].key) == 0) return set_limit(plan, limit_names[i].resource, value);
    if (strcmp(key, "argument") == 0) return list_add(&plan->arguments, value), 1;
    if (strcmp(key, "name") == 0) return set_text(&plan->name, value);
    // The launcher's own mark for "the same service"; nothing here depends on it.
    if (strcmp(key, "revision") == 0 || strcmp(key, "variable-name") == 0) return 1;
    if (strcmp(key, "directory") == 0) return *value == '/' && set_text(&plan->directory, value);
    if (strcmp(key, "cgroup") == 0) return *value == '/' && set_text(&plan->cgroup, value);
    if (strcmp(key, "isolation") == 0) return set_isolation(plan, value);
    if (strcmp(key, "uid") == 0) return identity(value, &plan->uid);
    if (strcmp(key, "gid") == 0) return identity(value, &plan->gid);
    if (strcmp(key, "hide") == 0) return absolute(&plan->hidden, value);
    if (strcmp(key, "read-only") == 0) return absolute(&plan->read_only, value);
    if (strcmp(key, "read-write") == 0) return absolute(&plan->read_write, value);
    if (strcmp(key, "lifeline") == 0) return set_lifeline(plan, value);
    if (strcmp(key, "restart") == 0) return set_restart(plan, value);
    if (strcmp(key, "crash-action") == 0) {
        plan->crash_stop = strcmp(value, "stop") == 0;
        return plan->crash_stop || strcmp(value, "slow") == 0;
    }
    return -1;
}

const char *plan_set(struct plan *plan, const char *record) {
    char key[32];
    const char *equals = strchr(record, '=');
    if (equals == NULL || equals == record || (size_t)(equals - record) >= sizeof key) return "not a key=value record";
    memcpy(key, record, (size_t)(equals - record));
    key[equals - record] = '\0';
    int taken = take(plan, key, equals + 1);
    return taken > 0 ? NULL : taken == 0 ? "a value that is not allowed" : "an unknown key";
}

static bool is_stop_signal(uint64_t number) {
    static const uint64_t allowed[] = {SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGUSR1, SIGUSR2};
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
        if (number == allowed[i]) return true;
    return false;
}

const char *plan_check(const struct plan *plan) {
    if (plan->arguments.count == 0) return "no command";
    if (plan->isolation == ISOLATION_UID && (plan->uid == 0 || plan->gid == 0)) return "isolation=uid without uid and gid";
    if (plan->backoff_base_ms == 0 || plan->backoff_limit_ms < plan->backoff_base_ms) return "an impossible backoff";
    if (plan->crash_count == 0 || plan->crash_count > 64) return "crash-count outside 1 to 64";
    if (!is_stop_signal(plan->stop_signal)) return "a stop-signal that can't be handed on";
    if (plan->log_max_bytes < 4096 || plan->log_keep > 100) return "an impossible log rotation";
    return NULL;
}
