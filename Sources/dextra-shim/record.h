// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/// Who runs the service: DIR/record, on the disk before the command starts, gone after a clean end.
struct record {
    char boot[37];
    pid_t shim;
    uint64_t shim_start;
    /// 0 while none runs.
    pid_t child;
    uint64_t child_start;
    /// A random mark in the command's environment (DEXTRA_SERVICE), which its descendants inherit.
    char token[33];
    /// The inode of the pipe that the command and its descendants write to.
    uint64_t pipe;
    char cgroup[PATH_MAX];
};

bool record_write(int directory, const struct record *record);

/// False when there is none or it isn't whole.
bool record_read(int directory, struct record *record);

void record_remove(int directory);

/// Kills what the recorded shim left behind when it was killed itself. Only processes that carry its mark, its pipe
/// or its control group are touched: a pid alone proves nothing. Returns how many were killed.
int record_sweep(const struct record *record);
