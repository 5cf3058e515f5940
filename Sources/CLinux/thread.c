// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "thread.h"

#include <pthread.h>

void clinux_name_this_thread(const char *name) { pthread_setname_np(pthread_self(), name); }
