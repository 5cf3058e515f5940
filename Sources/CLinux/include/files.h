// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// syncfs(2): writes everything of the file system that an open file is on to the disk. GNU-only, so not in Glibc's module.
int clinux_sync_file_system(int descriptor);
