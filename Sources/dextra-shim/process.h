// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/// When the process started, in clock ticks since boot (field 22 of /proc/PID/stat); 0 when there is no such process.
/// With the boot's ID it tells a process from a later one of the same pid.
uint64_t process_start_time(pid_t pid);

/// The pid of the parent, -1 when there is no such process.
pid_t process_parent(pid_t pid);

/// The kernel's ID of this boot; 36 characters and NUL.
bool boot_id(char id[37]);

/// Calls `visit` with each pid in /proc until it returns false.
void each_process(bool (*visit)(pid_t pid, void *context), void *context);

uint64_t monotonic_ms(void);
uint64_t wall_clock_ms(void);
uint64_t random_bits(void);
