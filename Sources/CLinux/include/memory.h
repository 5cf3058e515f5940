// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Sets how many arenas malloc(3) may have: M_ARENA_MAX of mallopt(3). GNU-only, so not in Glibc's module.
void clinux_limit_arenas(int count);
