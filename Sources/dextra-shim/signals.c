// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "signals.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static const int waited[] = {SIGCHLD, SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGPIPE};

sigset_t signals_waited(void) {
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < sizeof waited / sizeof *waited; i++) sigaddset(&set, waited[i]);
    return set;
}

void signals_block(void) {
    sigset_t set = signals_waited();
    // A SIGCHLD ignored by the launcher would make the kernel reap children behind our back.
    signal(SIGCHLD, SIG_DFL);
    sigprocmask(SIG_SETMASK, &set, NULL);
}

void signals_reset(void) {
    for (int number = 1; number < NSIG; number++)
        if (number != SIGKILL && number != SIGSTOP) signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

void exit_like(int wait_status) {
    if (!WIFSIGNALED(wait_status)) _exit(WEXITSTATUS(wait_status));
    int number = WTERMSIG(wait_status);
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    signals_reset();
    kill(getpid(), number);
    _exit(128 + number);
}
