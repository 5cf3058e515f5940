// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "plan.h"

/// Builds what the command sees of the file system, in the mount namespace this process is in.
///
/// Everything is read-only; /tmp, /var/tmp and /dev/shm are empty and its own; hidden directories are empty; exposed
/// paths are put back, the deepest rule deciding; /proc shows this pid namespace only.
/// False with a message, and errno EPERM where the machine doesn't allow it.
bool view_build(const struct plan *plan, char *message, size_t size);
