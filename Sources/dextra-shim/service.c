// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "service.h"
#include "files.h"
#include "record.h"
#include "report.h"
#include "spec.h"
#include "state.h"
#include "supervise.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

/// Locks DIR/lock for this open file, so that the lock passes to the background process and ends with it. Open-file
/// locks, unlike flock(2), can be looked at by others without taking them.
static int lock(int directory) {
    int descriptor = openat(directory, "lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0) fail(STATUS_FAILED, "can't open the service's lock: %s", strerror(errno));
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    if (fcntl(descriptor, F_OFD_SETLK, &whole) == 0) return descriptor;
    if (errno == EAGAIN || errno == EACCES) fail(STATUS_HELD, "another shim supervises this service");
    fail(STATUS_FAILED, "can't lock the service: %s", strerror(errno));
}

static int open_directory(const char *path) {
    close_range(3, ~0U, 0);
    int directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0) fail(STATUS_FAILED, "can't open the service's directory %s: %s", path, strerror(errno));
    return directory;
}

/// Waits until the background process has started the command, and exits as it says.
static void relay(int answer) __attribute__((noreturn));
static void relay(int answer) {
    char text[512];
    ssize_t length = read_all(answer, text, sizeof text - 1);
    if (length <= 0) fail(STATUS_FAILED, "the shim ended before it started the command");
    if (text[0] == 0) _exit(0);
    text[length] = '\0';
    fail(text[0], "%s", text + 1);
}

void service_command(const char *path) {
    struct plan plan;
    int answer[2];
    int directory = open_directory(path);
    lock(directory);
    plan_init(&plan);
    spec_read(directory, &plan);
    spec_read_environment(STDIN_FILENO, &plan);
    if (pipe2(answer, O_CLOEXEC) != 0) fail(STATUS_FAILED, "can't make a pipe: %s", strerror(errno));
    pid_t background = fork();
    if (background < 0) fail(STATUS_FAILED, "can't fork: %s", strerror(errno));
    if (background > 0) {
        close(answer[1]);
        relay(answer[0]);
    }
    close(answer[0]);
    setsid();
    // It holds the environment with its secrets: no other process of this user may look into it.
    prctl(PR_SET_DUMPABLE, 0);
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int descriptor = 0; nothing >= 0 && descriptor < 3; descriptor++) dup2(nothing, descriptor);
    if (chdir("/") != 0) _exit(STATUS_FAILED);
    supervise(&plan, directory, answer[1]);
}

void sweep_command(const char *path) {
    struct record record;
    int directory = open_directory(path);
    lock(directory);
    if (record_read(directory, &record)) {
        record_sweep(&record);
        struct state state = {.name = "stopped"};
        state_write(directory, &state);
        record_remove(directory);
    }
    _exit(0);
}
