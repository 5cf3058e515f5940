// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

/// `dextra-shim service DIR`: supervises what DIR/spec says, with the environment that standard input gives, in the
/// background. Returns to the launcher when the command runs, or with the reason why it doesn't.
void service_command(const char *path) __attribute__((noreturn));

/// `dextra-shim sweep DIR`: kills what a shim that was itself killed left behind.
void sweep_command(const char *path) __attribute__((noreturn));
