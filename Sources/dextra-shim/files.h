// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/// Reads a whole small file; NULL with errno when it can't, EFBIG when it is over the limit. The result ends with NUL.
char *file_read(int directory, const char *name, size_t limit, size_t *length);

/// Replaces a file as one step; `durable` also waits for the disk.
bool file_replace(int directory, const char *name, const char *text, size_t length, bool durable);

/// Writes to an existing kernel file (proc, cgroup) in one call.
bool file_put(const char *path, const char *text);

/// Reads until end of file or the limit, retrying interrupted calls; -1 with errno.
ssize_t read_all(int descriptor, char *buffer, size_t limit);

bool write_all(int descriptor, const char *bytes, size_t length);
