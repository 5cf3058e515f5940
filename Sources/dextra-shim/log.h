// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stdbool.h>
#include <stdint.h>

/// DIR/log, and the older log.1, log.2 … that it becomes when it is full.
///
/// A file begins with `dextra-log 2 ` and twenty digits: the bytes that the log had, in all its files since the beginning
/// and without these lines, before this one. It ends with a line's end, unless a line is longer than a file or was begun
/// in an earlier write. Each line begins with the time it came, thirteen digits of milliseconds
/// since the epoch, and a space.
struct log {
    int directory;
    int descriptor;
    /// Bytes of the whole log before this file, and with it.
    uint64_t start;
    uint64_t end;
    /// The last byte in the file is not a line's end.
    bool is_in_line;
    uint64_t max_bytes;
    uint64_t keep;
    /// Bytes that could not be written, to be confessed when writing works again.
    uint64_t lost;
};

void log_open(struct log *log, int directory, uint64_t max_bytes, uint64_t keep);

/// Moves what is in the pipe to the file, at most 1 MiB at a time so that signals aren't kept waiting. Never waits for
/// room on the disk: what doesn't fit is dropped and counted, for a full disk must not stop the application.
void log_pump(struct log *log, int pipe);

/// Writes a line of the shim's own.
void log_note(struct log *log, const char *format, ...) __attribute__((format(printf, 2, 3)));
