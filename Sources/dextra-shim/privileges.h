// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "plan.h"

/// Becomes the plan's user for good. False with errno.
bool privileges_become_user(const struct plan *plan);

/// Gives up every capability and the ways to regain one (no_new_privs, bounding set). False with errno.
bool privileges_drop(void);
