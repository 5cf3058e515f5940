// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "launch.h"
#include "files.h"
#include "limits.h"
#include "namespace.h"
#include "privileges.h"
#include "report.h"
#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

extern char **environ;

void launch_refuse(int report, int status, const char *message) {
    char text[512];
    int length = snprintf(text, sizeof text, "%c%s", status, message);
    if (length >= (int)sizeof text) length = sizeof text - 1;
    write_all(report, text, (size_t)length);
    _exit(status);
}

static void __attribute__((noreturn)) refuse_errno(int report, int status, const char *action, const char *subject) {
    char text[400];
    int reason = errno;
    snprintf(text, sizeof text, "can't %s %s: %s", action, subject, strerror(reason));
    launch_refuse(report, status, text);
}

void launch_become(const struct plan *plan, int report) {
    pid_t parent = getppid();
    signals_reset();
    if (!limits_apply(plan)) refuse_errno(report, STATUS_ISOLATION, "set", "the resource limits");
    if (plan->isolation != ISOLATION_NONE) umask(027);
    if (plan->isolation == ISOLATION_UID && !privileges_become_user(plan))
        refuse_errno(report, errno == EPERM ? STATUS_REFUSED : STATUS_ISOLATION, "become", "the project's user");
    if (plan->isolation == ISOLATION_NAMESPACE && !privileges_drop())
        refuse_errno(report, STATUS_ISOLATION, "give up", "privileges");
    // A change of user clears it, so it is set here, when nothing more changes.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(STATUS_FAILED);
    if (plan->directory != NULL && chdir(plan->directory) != 0)
        refuse_errno(report, STATUS_ISOLATION, "enter", plan->directory);
    close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
    environ = plan->environment.items;
    execvp(plan->arguments.items[0], plan->arguments.items);
    refuse_errno(report, errno == ENOENT ? STATUS_NOT_FOUND : STATUS_NOT_EXECUTABLE, "run", plan->arguments.items[0]);
}

static void redirect(int output, int report) {
    if (output < 0) return;
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (nothing < 0 || dup2(nothing, 0) < 0 || dup2(output, 1) < 0 || dup2(output, 2) < 0)
        refuse_errno(report, STATUS_FAILED, "redirect", "the command's output");
}

static void __attribute__((noreturn)) child_main(const struct plan *plan, int output, bool session, pid_t parent, int go, int report) {
    if (session) setsid();
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(STATUS_FAILED);
    char byte;
    if (read_all(go, &byte, 1) != 1) _exit(STATUS_FAILED);
    close(go);
    // The shim itself is closed to other processes of its user; a command is as open as any.
    prctl(PR_SET_DUMPABLE, 1);
    redirect(output, report);
    if (plan->isolation == ISOLATION_NAMESPACE) namespace_run(plan, report);
    launch_become(plan, report);
}

bool launch_begin(const struct plan *plan, int output, bool session, struct launch *launch) {
    int go[2], report[2];
    if (pipe2(go, O_CLOEXEC) != 0) return false;
    if (pipe2(report, O_CLOEXEC) != 0) {
        close(go[0]), close(go[1]);
        return false;
    }
    pid_t self = getpid();
    pid_t pid = fork();
    if (pid == 0) {
        close(go[1]);
        close(report[0]);
        child_main(plan, output, session, self, go[0], report[1]);
    }
    int reason = errno;
    close(go[0]);
    close(report[1]);
    if (pid < 0) {
        close(go[1]), close(report[0]);
        errno = reason;
        return false;
    }
    *launch = (struct launch){.pid = pid, .go = go[1], .report = report[0]};
    return true;
}

int launch_release(struct launch *launch, char *message, size_t size) {
    bool let_go = write(launch->go, "g", 1) == 1;
    close(launch->go);
    char text[512];
    ssize_t length = read_all(launch->report, text, sizeof text - 1);
    close(launch->report);
    if (let_go && length == 0) return 0;
    if (length <= 0) {
        snprintf(message, size, "the child ended before it ran the command");
        return STATUS_FAILED;
    }
    text[length] = '\0';
    snprintf(message, size, "%s", text + 1);
    return text[0];
}

void launch_abandon(struct launch *launch) {
    close(launch->go);
    close(launch->report);
    kill(launch->pid, SIGKILL);
}
