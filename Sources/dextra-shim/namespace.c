// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "namespace.h"
#include "files.h"
#include "privileges.h"
#include "report.h"
#include "signals.h"
#include "view.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static void refuse(int report, const char *action) {
    char text[256];
    // The kernel says "no space left" when its limit of namespaces is reached, which administrators set to 0.
    const char *reason = errno == ENOSPC ? "user.max_user_namespaces allows no more" : strerror(errno);
    snprintf(text, sizeof text, "%s: %s", action, reason);
    // Everything that fails here does so because the machine doesn't allow it.
    launch_refuse(report, STATUS_REFUSED, text);
}

static void map_identity(int report, uid_t uid, gid_t gid) {
    char text[48];
    if (!file_put("/proc/self/setgroups", "deny")) refuse(report, "can't give up changing groups");
    snprintf(text, sizeof text, "%u %u 1", uid, uid);
    if (!file_put("/proc/self/uid_map", text)) refuse(report, "can't map the user into a user namespace");
    snprintf(text, sizeof text, "%u %u 1", gid, gid);
    if (!file_put("/proc/self/gid_map", text)) refuse(report, "can't map the group into a user namespace");
}

/// Nobody must wait for this process's copies of the command's output, nor may it keep anything open but `keep`, which
/// becomes 3, and what lies below `from`.
static void let_go_of_output(int keep, unsigned from) {
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int descriptor = 0; nothing >= 0 && descriptor < 3; descriptor++) dup2(nothing, descriptor);
    int kept = dup2(keep, 3);
    if (kept == 3) close_range(from, ~0U, 0);
}

/// Hands signals to `target` until `awaited` ends; collects everything else that ends meanwhile.
static int wait_and_forward(pid_t awaited, pid_t target) {
    sigset_t set = signals_waited();
    for (;;) {
        int number = sigwaitinfo(&set, NULL);
        if (number == SIGCHLD) {
            int status;
            for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;)
                if (pid == awaited) return status;
        } else if (number > 0 && number != SIGPIPE) {
            kill(target, number);
        }
    }
}

/// Process 1 of the namespace: when it ends, the kernel ends everything inside.
static void init_main(const struct plan *plan, int report, int outer, int result) {
    setsid();
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    char byte;
    // The outer end never writes: end of file means that it died before the line above.
    if (read(outer, &byte, 1) == 0) _exit(STATUS_FAILED);
    close(outer);
    char message[300];
    if (!view_build(plan, message, sizeof message)) {
        bool forbidden = errno == EPERM || errno == EACCES || errno == ENOSYS;
        launch_refuse(report, forbidden ? STATUS_REFUSED : STATUS_ISOLATION, message);
    }
    pid_t command = fork();
    if (command < 0) refuse(report, "can't start a process in the namespace");
    if (command == 0) {
        setpgid(0, 0);
        launch_become(plan, report);
    }
    setpgid(command, command);
    prctl(PR_SET_DUMPABLE, 0);
    privileges_drop();
    let_go_of_output(result, 4);
    int status = wait_and_forward(command, -command);
    _exit(write(3, &status, sizeof status) == sizeof status ? 0 : STATUS_FAILED);
}

void namespace_run(const struct plan *plan, int report) {
    pid_t parent = getppid();
    uid_t uid = getuid();
    gid_t gid = getgid();
    if (unshare(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC) != 0)
        refuse(report, "can't make a user namespace");
    map_identity(report, uid, gid);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(STATUS_FAILED);
    int outer[2], result[2];
    if (pipe2(outer, O_CLOEXEC | O_NONBLOCK) != 0 || pipe2(result, O_CLOEXEC) != 0) refuse(report, "can't make a pipe");
    signals_block();
    pid_t init = fork();
    if (init < 0) refuse(report, "can't start the namespace's first process");
    if (init == 0) {
        close(outer[1]);
        close(result[0]);
        init_main(plan, report, outer[0], result[1]);
    }
    close(result[1]);
    // Moved out of the way, as one may have the other's new number. Holding `outer` is what tells that this end lives.
    int answer = fcntl(result[0], F_DUPFD, 16), held = fcntl(outer[1], F_DUPFD, 16);
    dup2(answer, 4);
    let_go_of_output(held, 5);
    int status = wait_and_forward(init, init), inner;
    exit_like(read_all(4, (char *)&inner, sizeof inner) == sizeof inner ? inner : status);
}
