// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/// dup2 to the same number would leave close-on-exec set; glibc's spawn clears it in that case (since 2.29).
static int redirect(posix_spawn_file_actions_t *actions, int from, int to) {
    if (from >= 0) return posix_spawn_file_actions_adddup2(actions, from, to);
    return posix_spawn_file_actions_addopen(actions, to, "/dev/null", to == 0 ? O_RDONLY : O_WRONLY, 0);
}

int clinux_spawn(const struct clinux_spawn_request *request, pid_t *pid) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int failed = posix_spawn_file_actions_init(&actions);
    if (failed) return failed;
    failed = posix_spawnattr_init(&attributes);
    if (failed) return posix_spawn_file_actions_destroy(&actions), failed;

    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    failed = redirect(&actions, request->input, 0);
    if (!failed) failed = redirect(&actions, request->output, 1);
    if (!failed) failed = redirect(&actions, request->error, 2);
    if (!failed && request->lifeline >= 0) failed = posix_spawn_file_actions_adddup2(&actions, request->lifeline, 3);
    if (!failed) failed = posix_spawn_file_actions_addclosefrom_np(&actions, request->lifeline >= 0 ? 4 : 3);
    if (!failed && request->directory) failed = posix_spawn_file_actions_addchdir_np(&actions, request->directory);
    if (!failed)
        failed = posix_spawn(pid, request->path, &actions, &attributes, request->arguments, request->environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return failed;
}

int clinux_pidfd_open(pid_t pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }

int clinux_pidfd_send_signal(int descriptor, int number) {
    return (int)syscall(SYS_pidfd_send_signal, descriptor, number, NULL, 0);
}

int clinux_pidfd_collect(int descriptor, int *code, int *status) {
    siginfo_t info;
    memset(&info, 0, sizeof info);
    // P_PIDFD is 3; glibc 2.36 names it only in an enum.
    if (waitid((idtype_t)3, (id_t)descriptor, &info, WEXITED | WNOHANG) != 0) return -1;
    if (info.si_pid == 0) return 0;
    *code = info.si_code;
    *status = info.si_status;
    return 1;
}

int clinux_watch_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

int clinux_watch_add(int epoll, int descriptor, uint64_t key, bool once) {
    struct epoll_event event = {.events = EPOLLIN | (once ? (uint32_t)EPOLLONESHOT : 0), .data.u64 = key};
    return epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
}

int clinux_watch_remove(int epoll, int descriptor) { return epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, NULL); }

int clinux_watch_wait(int epoll, uint64_t *keys, int count, int timeout_ms) {
    struct epoll_event events[64];
    if (count > 64) count = 64;
    int ready = epoll_wait(epoll, events, count, timeout_ms);
    for (int i = 0; i < ready; i++) keys[i] = events[i].data.u64;
    return ready;
}

int clinux_pipe(int *reading, int *writing) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return -1;
    *reading = ends[0];
    *writing = ends[1];
    return 0;
}

int clinux_memory_file(const char *name) { return memfd_create(name, MFD_CLOEXEC); }

int clinux_event(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

void clinux_event_signal(int descriptor) {
    // Can only fail when it is readable already.
    if (eventfd_write(descriptor, 1) != 0) return;
}

void clinux_event_clear(int descriptor) {
    eventfd_t value;
    if (eventfd_read(descriptor, &value) != 0) return;
}

int clinux_watch_directory(const char *path, bool writes) {
    int descriptor = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (descriptor < 0) return -1;
    uint32_t events = IN_CREATE | IN_MOVED_TO | IN_CLOSE_WRITE | IN_DELETE | IN_DELETE_SELF | IN_ONLYDIR;
    if (writes) events |= IN_MODIFY;
    if (inotify_add_watch(descriptor, path, events) >= 0) return descriptor;
    int reason = errno;
    close(descriptor);
    errno = reason;
    return -1;
}

void clinux_watch_directory_drain(int descriptor) {
    char events[4096];
    while (read(descriptor, events, sizeof events) > 0) continue;
}

int clinux_lock_is_held(int descriptor) {
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    if (fcntl(descriptor, F_OFD_GETLK, &lock) != 0) return -1;
    return lock.l_type != F_UNLCK;
}

int clinux_lock_take(int descriptor) {
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    if (fcntl(descriptor, F_OFD_SETLK, &lock) == 0) return 1;
    return errno == EAGAIN || errno == EACCES ? 0 : -1;
}

int clinux_set_soft_limit(pid_t pid, uint64_t open_files) {
    struct rlimit limit;
    if (prlimit(pid, RLIMIT_NOFILE, NULL, &limit) != 0) return -1;
    limit.rlim_cur = open_files < limit.rlim_max ? open_files : limit.rlim_max;
    return prlimit(pid, RLIMIT_NOFILE, &limit, NULL);
}
