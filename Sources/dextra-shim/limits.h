// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "plan.h"

/// Sets the plan's resource limits for this process; never above what it may have. False with errno.
bool limits_apply(const struct plan *plan);
