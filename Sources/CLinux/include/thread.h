// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Names the calling thread for top(1) and debuggers; Linux keeps 15 bytes. A GNU function, so not in Glibc's module.
void clinux_name_this_thread(const char *name);
