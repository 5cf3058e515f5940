// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#include "memory.h"

#include <malloc.h>

void clinux_limit_arenas(int count) { mallopt(M_ARENA_MAX, count); }
