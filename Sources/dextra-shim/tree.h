// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <sys/types.h>

/// Lets this process inherit the orphans among its descendants, so that none escapes by daemonizing.
void tree_adopt_orphans(void);

/// Signals the adopted orphans outside a process group: a signal to the group didn't reach them.
void tree_signal_others(pid_t group, int number);

/// Kills every descendant of this process and collects them; first the group of `wanted`, 0 for none, which must not
/// be collected yet. Returns the wait status of `wanted` if it was among them, else -1. Gives up after ten seconds on
/// processes the kernel can't end.
int tree_kill(pid_t wanted, const char *cgroup);
