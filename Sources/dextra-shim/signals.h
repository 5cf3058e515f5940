// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <signal.h>

/// Blocks what this process waits for: its children's exits and the signals people send.
void signals_block(void);

/// The blocked set, for signalfd and sigwaitinfo.
sigset_t signals_waited(void);

/// Gives a command the signals it expects: all at their default, none blocked.
void signals_reset(void);

/// Ends this process as a wait status says: with the exit code, or by the same signal and without a core.
void exit_like(int wait_status) __attribute__((noreturn));
