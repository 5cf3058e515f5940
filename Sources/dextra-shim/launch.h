// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "plan.h"

/// A child that is set up to run the plan's command and waits to be let go.
struct launch {
    pid_t pid;
    int go;
    int report;
};

/// Forks the child. `output` becomes its standard output and error and /dev/null its input; -1 leaves all three as
/// they are. With `session` it leads a session of its own. It dies with this process. False with errno.
bool launch_begin(const struct plan *plan, int output, bool session, struct launch *launch);

/// Lets the child go; returns 0 once its command runs, else the status to exit with, and why. The child is then gone
/// or about to go, and still to be waited for.
int launch_release(struct launch *launch, char *message, size_t size);

/// Ends the child before it did anything.
void launch_abandon(struct launch *launch);
