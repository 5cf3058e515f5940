// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "log.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void reopen(struct log *log) {
    log->descriptor =
        openat(log->directory, "log", O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY, 0600);
    struct stat status;
    log->size = log->descriptor >= 0 && fstat(log->descriptor, &status) == 0 ? (uint64_t)status.st_size : 0;
}

void log_open(struct log *log, int directory, uint64_t max_bytes, uint64_t keep) {
    *log = (struct log){.directory = directory, .descriptor = -1, .max_bytes = max_bytes, .keep = keep};
    reopen(log);
}

static void rotate(struct log *log) {
    char from[32], to[32];
    for (uint64_t index = log->keep; index > 0; index--) {
        snprintf(to, sizeof to, "log.%" PRIu64, index);
        if (index == 1) snprintf(from, sizeof from, "log");
        else snprintf(from, sizeof from, "log.%" PRIu64, index - 1);
        renameat(log->directory, from, log->directory, to);
    }
    if (log->keep == 0) unlinkat(log->directory, "log", 0);
    int before = log->descriptor;
    reopen(log);
    // The old file is better than none when the new one can't be made.
    if (log->descriptor < 0) log->descriptor = before;
    else if (before >= 0) close(before);
}

static bool append(struct log *log, const char *bytes, size_t length) {
    if (log->descriptor < 0) reopen(log);
    if (log->size > 0 && log->size + length > log->max_bytes) rotate(log);
    if (log->descriptor < 0) return false;
    while (length > 0) {
        ssize_t done = write(log->descriptor, bytes, length);
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) {
            log->lost += length;
            return false;
        }
        log->size += (uint64_t)done;
        bytes += done;
        length -= (size_t)done;
    }
    return true;
}

static void write_bytes(struct log *log, const char *bytes, size_t length) {
    if (log->lost > 0) {
        char line[80];
        uint64_t lost = log->lost;
        int size = snprintf(line, sizeof line, "[dextra] %" PRIu64 " bytes of output were lost\n", lost);
        log->lost = 0;
        if (!append(log, line, (size_t)size)) {
            log->lost = lost + length;
            return;
        }
    }
    append(log, bytes, length);
}

void log_pump(struct log *log, int pipe) {
    static char buffer[32768];
    // A file never grows far over its limit, however small that is.
    size_t piece = log->max_bytes < sizeof buffer ? (size_t)log->max_bytes : sizeof buffer;
    for (int round = 0; round < 32; round++) {
        ssize_t length = read(pipe, buffer, piece);
        if (length < 0 && errno == EINTR) continue;
        if (length <= 0) return;
        write_bytes(log, buffer, (size_t)length);
    }
}

void log_note(struct log *log, const char *format, ...) {
    char line[600] = "[dextra] ";
    size_t prefix = strlen(line);
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(line + prefix, sizeof line - prefix - 1, format, arguments);
    va_end(arguments);
    if (length < 0) return;
    size_t total = prefix + (size_t)length;
    if (total > sizeof line - 2) total = sizeof line - 2;
    line[total++] = '\n';
    write_bytes(log, line, total);
}
