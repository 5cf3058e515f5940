// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "files.h"
#include <unistd.h>

int clinux_sync_file_system(int descriptor) { return syncfs(descriptor); }
