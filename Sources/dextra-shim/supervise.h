// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "plan.h"

/// Supervises the plan's command until it is over. The caller holds the lock and is in the background; `ready` gets
/// `\0` once the command runs, or the exit status and the reason why it doesn't.
///
/// SIGTERM stops within the grace, SIGQUIT at once, SIGUSR1 restarts within the grace.
void supervise(struct plan *plan, int directory, int ready) __attribute__((noreturn));
