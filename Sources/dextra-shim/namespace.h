// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "plan.h"

/// Runs the plan's command in user, mount, pid and IPC namespaces of its own, and stays as its outer end: signals go
/// in, the command's status comes out. Everything inside ends when this process or the command does.
void namespace_run(const struct plan *plan, int report) __attribute__((noreturn));

/// Writes the reason to the launcher and exits with the status.
void launch_refuse(int report, int status, const char *message) __attribute__((noreturn));

/// The last steps before the command: limits, privileges, directory, exec.
void launch_become(const struct plan *plan, int report) __attribute__((noreturn));
