// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "process.h"
#include "files.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

/// Copies /proc/PID/stat from after the command name, which may itself hold blanks and parentheses.
static bool stat_tail(pid_t pid, char *tail, size_t size) {
    char path[32], text[1024];
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    ssize_t length = read_all(descriptor, text, sizeof text - 1);
    close(descriptor);
    if (length <= 0) return false;
    text[length] = '\0';
    const char *end = strrchr(text, ')');
    if (end == NULL) return false;
    snprintf(tail, size, "%s", end + 1);
    return true;
}

uint64_t process_start_time(pid_t pid) {
    char tail[1024];
    if (!stat_tail(pid, tail, sizeof tail)) return 0;
    char *field = tail, *rest = tail;
    // The tail begins with field 3; the start time is field 22.
    for (int index = 3; index <= 22; index++)
        if ((field = strtok_r(NULL, " \n", &rest)) == NULL) return 0;
    return strtoull(field, NULL, 10);
}

pid_t process_parent(pid_t pid) {
    char tail[1024];
    int parent;
    return stat_tail(pid, tail, sizeof tail) && sscanf(tail, " %*c %d", &parent) == 1 ? parent : -1;
}

bool boot_id(char id[37]) {
    int descriptor = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    ssize_t length = read_all(descriptor, id, 36);
    close(descriptor);
    id[36] = '\0';
    return length == 36;
}

void each_process(bool (*visit)(pid_t pid, void *context), void *context) {
    DIR *directory = opendir("/proc");
    if (directory == NULL) return;
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        char *end;
        long pid = strtol(entry->d_name, &end, 10);
        if (*end == '\0' && pid > 0 && !visit((pid_t)pid, context)) break;
    }
    closedir(directory);
}

static uint64_t clock_ms(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (uint64_t)time.tv_sec * 1000 + (uint64_t)time.tv_nsec / 1000000;
}

uint64_t monotonic_ms(void) { return clock_ms(CLOCK_MONOTONIC); }

uint64_t wall_clock_ms(void) { return clock_ms(CLOCK_REALTIME); }

uint64_t random_bits(void) {
    uint64_t bits = 0;
    if (getrandom(&bits, sizeof bits, 0) != sizeof bits) bits = monotonic_ms() * 0x9E3779B97F4A7C15u;
    return bits;
}
