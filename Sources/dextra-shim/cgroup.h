// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "plan.h"

/// Makes the plan's control group and sets its limits. False when it can't be made; limits the hierarchy doesn't
/// offer are left out, as the launcher knows from the same files.
bool cgroup_create(const struct plan *plan);

/// Moves a process in; its later children follow.
bool cgroup_enter(const char *cgroup, pid_t pid);

/// Kills everything inside at once (Linux 5.14). False where that isn't possible.
bool cgroup_kill(const char *cgroup);

void cgroup_remove(const char *cgroup);
