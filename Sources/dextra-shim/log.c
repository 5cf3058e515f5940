// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "log.h"
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define STAMP_LENGTH 14
#define HEADER_LENGTH 34

/// Opens a file of the log; one that is empty gets its first line, which says of which byte of the whole log it is the
/// first: by that a reader finds its place again, however often the files were renamed meanwhile.
static int begin_file(struct log *log, const char *name, uint64_t start) {
    int descriptor = openat(log->directory, name, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY, 0600);
    struct stat status;
    if (descriptor < 0) return -1;
    if (fstat(descriptor, &status) == 0 && status.st_size > 0) return descriptor;
    char header[HEADER_LENGTH + 1];
    snprintf(header, sizeof header, "dextra-log 2 %020" PRIu64 "\n", start);
    if (write(descriptor, header, HEADER_LENGTH) == HEADER_LENGTH) return descriptor;
    // A file with half a header is worse than none.
    unlinkat(log->directory, name, 0);
    close(descriptor);
    return -1;
}

/// Where a file of the log begins and ends in the whole log; false for one without a header.
static bool extent(int descriptor, uint64_t *start, uint64_t *end) {
    char header[HEADER_LENGTH + 1] = "";
    struct stat status;
    if (pread(descriptor, header, HEADER_LENGTH, 0) != HEADER_LENGTH || fstat(descriptor, &status) != 0) return false;
    if (sscanf(header, "dextra-log 2 %20" SCNu64 "\n", start) != 1) return false;
    *end = *start + (uint64_t)status.st_size - HEADER_LENGTH;
    return true;
}

static uint64_t end_of(struct log *log, const char *name) {
    uint64_t start, end = 0;
    int descriptor = openat(log->directory, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY);
    if (descriptor >= 0 && !extent(descriptor, &start, &end)) end = 0;
    if (descriptor >= 0) close(descriptor);
    return end;
}

static void shift(struct log *log) {
    char from[32], to[32];
    for (uint64_t index = log->keep; index > 0; index--) {
        snprintf(to, sizeof to, "log.%" PRIu64, index);
        if (index == 1) snprintf(from, sizeof from, "log");
        else snprintf(from, sizeof from, "log.%" PRIu64, index - 1);
        renameat(log->directory, from, log->directory, to);
    }
}

/// Opens `log` where it was left, which a shim that was killed in the middle of a rotation may have left without one.
static void reopen(struct log *log) {
    unlinkat(log->directory, "log.new", 0);
    log->descriptor = begin_file(log, "log", end_of(log, "log.1"));
    if (log->descriptor < 0) return;
    if (!extent(log->descriptor, &log->start, &log->end)) {
        // Of an earlier version: what follows can't be told from it by position.
        close(log->descriptor);
        shift(log);
        if (log->keep == 0) unlinkat(log->directory, "log", 0);
        log->descriptor = begin_file(log, "log", 0);
        if (log->descriptor < 0 || !extent(log->descriptor, &log->start, &log->end)) return;
    }
    char last = '\n';
    if (log->end > log->start) pread(log->descriptor, &last, 1, (off_t)(HEADER_LENGTH + log->end - log->start - 1));
    log->is_in_line = last != '\n';
}

void log_open(struct log *log, int directory, uint64_t max_bytes, uint64_t keep) {
    *log = (struct log){.directory = directory, .descriptor = -1, .max_bytes = max_bytes, .keep = keep};
    reopen(log);
}

static bool rotate(struct log *log) {
    // The new file is whole before the old one moves: at any moment each is where a reader looks.
    int next = begin_file(log, "log.new", log->end);
    if (next < 0) return false;
    shift(log);
    renameat(log->directory, "log.new", log->directory, "log");
    if (log->descriptor >= 0) close(log->descriptor);
    log->descriptor = next;
    log->start = log->end;
    return true;
}

/// How much of what comes next the file takes: whole lines, so that a reader who begins with a file begins with a line.
/// An empty file takes everything, for there is none that would take more.
static size_t share_of_file(const struct log *log, const char *bytes, size_t length) {
    size_t used = HEADER_LENGTH + log->end - log->start;
    size_t room = used < log->max_bytes ? (size_t)(log->max_bytes - used) : 0;
    if (length <= room || log->end == log->start) return length;
    const char *end = memrchr(bytes, '\n', room);
    return end == NULL ? 0 : (size_t)(end - bytes) + 1;
}

static bool append(struct log *log, const char *bytes, size_t length) {
    if (log->descriptor < 0) reopen(log);
    while (length > 0 && log->descriptor >= 0) {
        size_t part = share_of_file(log, bytes, length);
        // The old file is better than none when a new one can't be made.
        if (part == 0 && !rotate(log)) part = length;
        if (part == 0) continue;
        ssize_t done = write(log->descriptor, bytes, part);
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) break;
        log->end += (uint64_t)done;
        log->is_in_line = bytes[done - 1] != '\n';
        bytes += done;
        length -= (size_t)done;
    }
    log->lost += length;
    return length == 0;
}

/// Writes with the time before each line, in pieces that fit into a file.
static bool append_stamped(struct log *log, const char *bytes, size_t length) {
    static char piece[65536];
    size_t limit = log->max_bytes < sizeof piece ? (size_t)log->max_bytes - HEADER_LENGTH : sizeof piece;
    char stamp[STAMP_LENGTH + 1];
    snprintf(stamp, sizeof stamp, "%013" PRIu64 " ", wall_clock_ms() % 10000000000000);
    size_t used = 0;
    bool is_in_line = log->is_in_line;
    while (length > 0) {
        if (used + STAMP_LENGTH >= limit) {
            if (!append(log, piece, used)) {
                log->lost += length;
                return false;
            }
            used = 0;
        }
        if (!is_in_line) {
            memcpy(piece + used, stamp, STAMP_LENGTH);
            used += STAMP_LENGTH;
        }
        const char *end = memchr(bytes, '\n', length);
        size_t part = end == NULL ? length : (size_t)(end - bytes) + 1;
        if (part > limit - used) part = limit - used;
        memcpy(piece + used, bytes, part);
        used += part;
        is_in_line = bytes[part - 1] != '\n';
        bytes += part;
        length -= part;
    }
    return append(log, piece, used);
}

/// A line of the shim's own, which never hangs on to one that the command has not finished.
static bool append_own(struct log *log, const char *line, size_t length) {
    if (log->is_in_line && !append_stamped(log, "\n", 1)) return false;
    return append_stamped(log, line, length);
}

static bool confess(struct log *log, size_t more) {
    if (log->lost == 0) return true;
    char line[80];
    uint64_t lost = log->lost;
    int size = snprintf(line, sizeof line, "[dextra] %" PRIu64 " bytes of output were lost\n", lost);
    log->lost = 0;
    if (append_own(log, line, (size_t)size)) return true;
    log->lost = lost + more;
    return false;
}

static void write_bytes(struct log *log, const char *bytes, size_t length) {
    if (confess(log, length)) append_stamped(log, bytes, length);
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
    if (confess(log, total)) append_own(log, line, total);
}
