// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Exit statuses of the shim itself, beside the command's own.
enum {
    STATUS_USAGE = 64,
    STATUS_FAILED = 70,
    /// Another shim holds the service's lock.
    STATUS_HELD = 75,
    STATUS_REFUSED = 123,
    STATUS_ISOLATION = 125,
    STATUS_NOT_EXECUTABLE = 126,
    STATUS_NOT_FOUND = 127,
};

/// Says on standard error why, then exits with the status.
void fail(int status, const char *format, ...) __attribute__((noreturn, format(printf, 2, 3)));
