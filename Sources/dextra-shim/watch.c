// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "watch.h"
#include "cgroup.h"
#include "launch.h"
#include "report.h"
#include "signals.h"
#include "tree.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static void parse(int count, char **arguments, struct plan *plan) {
    int index = 0;
    for (; index < count && strcmp(arguments[index], "--") != 0; index++) {
        const char *problem = plan_set(plan, arguments[index]);
        if (problem != NULL) fail(STATUS_USAGE, "dextra-shim: option %d has %s", index + 1, problem);
    }
    for (index++; index < count; index++) list_add(&plan->arguments, arguments[index]);
    const char *problem = plan_check(plan);
    if (problem != NULL) fail(STATUS_USAGE, "dextra-shim: %s", problem);
    for (char **variable = environ; *variable != NULL; variable++) list_add(&plan->environment, *variable);
}

static void close_output(void) {
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int descriptor = 0; nothing >= 0 && descriptor < 3; descriptor++) dup2(nothing, descriptor);
}

static void end(const struct plan *plan, pid_t child, int status) __attribute__((noreturn));
static void end(const struct plan *plan, pid_t child, int status) {
    int last = tree_kill(child, plan->cgroup);
    if (plan->cgroup != NULL) cgroup_remove(plan->cgroup);
    exit_like(status >= 0 ? status : last >= 0 ? last : SIGKILL);
}

void watch_command(int count, char **arguments) {
    struct plan plan;
    plan_init(&plan);
    parse(count, arguments, &plan);
    signals_block();
    tree_adopt_orphans();
    prctl(PR_SET_DUMPABLE, 0);
    sigset_t set = signals_waited();
    int signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    if (signals < 0) fail(STATUS_FAILED, "dextra-shim: can't watch signals: %s", strerror(errno));
    if (plan.cgroup != NULL && !cgroup_create(&plan)) plan.cgroup = NULL;

    struct launch launch;
    char message[512];
    if (!launch_begin(&plan, -1, false, &launch)) fail(STATUS_FAILED, "dextra-shim: can't fork: %s", strerror(errno));
    if (plan.cgroup != NULL) cgroup_enter(plan.cgroup, launch.pid);
    int refusal = launch_release(&launch, message, sizeof message);
    if (refusal != 0) {
        tree_kill(0, plan.cgroup);
        if (plan.cgroup != NULL) cgroup_remove(plan.cgroup);
        fail(refusal, "dextra-shim: %s", message);
    }
    close_output();

    struct pollfd watched[2] = {{.fd = signals, .events = POLLIN}, {.fd = plan.lifeline, .events = POLLIN}};
    for (;;) {
        if (poll(watched, 2, -1) < 0) continue;
        if (watched[1].revents != 0) end(&plan, launch.pid, -1);
        // Signals come to the whole process group, so the command has them already.
        struct signalfd_siginfo ignored;
        while (read(signals, &ignored, sizeof ignored) == sizeof ignored) continue;
        int status;
        for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;)
            if (pid == launch.pid) end(&plan, 0, status);
    }
}
