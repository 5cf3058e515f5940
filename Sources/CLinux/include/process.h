// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/// What ``clinux_spawn`` needs to know. Descriptors of -1 become /dev/null.
struct clinux_spawn_request {
    const char *path;
    char *const *arguments;
    char *const *environment;
    /// NULL for the parent's own.
    const char *directory;
    int input;
    int output;
    int error;
    /// Becomes descriptor 3, -1 for none.
    int lifeline;
};

/// posix_spawn in a session and process group of its own, with default signals, an empty mask and no other descriptor.
/// Returns 0 or an errno.
int clinux_spawn(const struct clinux_spawn_request *request, pid_t *pid);

int clinux_pidfd_open(pid_t pid);
int clinux_pidfd_send_signal(int descriptor, int number);

/// Collects the child if it has ended: 1 and its code and status as in siginfo_t, 0 not yet, -1 with errno.
int clinux_pidfd_collect(int descriptor, int *code, int *status);

/// One watch for readability on an epoll descriptor; `key` comes back. One shot when `once`.
int clinux_watch_add(int epoll, int descriptor, uint64_t key, bool once);
/// Up to `count` keys of ready watches; waits `timeout_ms`, -1 for ever.
int clinux_watch_wait(int epoll, uint64_t *keys, int count, int timeout_ms);
int clinux_watch_create(void);
int clinux_watch_remove(int epoll, int descriptor);

/// A pipe whose ends are close-on-exec; 0 or -1 with errno.
int clinux_pipe(int *reading, int *writing);

/// An anonymous file in memory, close-on-exec.
int clinux_memory_file(const char *name);

/// A descriptor that ``clinux_event_signal`` makes readable until ``clinux_event_clear``.
int clinux_event(void);
void clinux_event_signal(int descriptor);
void clinux_event_clear(int descriptor);

/// An inotify descriptor that becomes readable when a file in the directory is made, replaced, closed after writing or
/// removed; with `writes` also at each write.
int clinux_watch_directory(const char *path, bool writes);
/// Empties an inotify descriptor.
void clinux_watch_directory_drain(int descriptor);

/// Whether another process holds the write lock of an open file; -1 with errno.
int clinux_lock_is_held(int descriptor);

/// Takes the write lock of an open file until that is closed: 1, 0 when another has it, -1 with errno.
int clinux_lock_take(int descriptor);

int clinux_set_soft_limit(pid_t pid, uint64_t open_files);
