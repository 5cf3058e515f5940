// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "view.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

/// Doors out of the sandbox that every ordinary user has: the session's service manager and buses, and container
/// engines, all of which start processes outside on request.
static const char *const doors[] = {"/run/user", "/run/docker.sock", "/run/podman", "/run/containerd", NULL};
static const char *const scratch[] = {"/tmp", "/var/tmp", "/dev/shm", NULL};

struct rule {
    const char *path;
    /// A detached copy of what lies at the path; -1 hides it.
    int tree;
    bool writable;
    bool directory;
    /// The empty directory that hides the path, -1 for none.
    int cover;
};

static bool restrict_mount(int descriptor, const char *path, uint64_t attributes) {
    struct mount_attr attr = {.attr_set = attributes};
    unsigned flags = AT_RECURSIVE | (descriptor >= 0 ? AT_EMPTY_PATH : 0);
    return mount_setattr(descriptor >= 0 ? descriptor : AT_FDCWD, path, flags, &attr, sizeof attr) == 0;
}

static bool copy(struct rule *rule, const char *path, bool writable) {
    struct stat status;
    char *real = realpath(path, NULL);
    if (real == NULL || stat(real, &status) != 0) return false;
    rule->path = real;
    rule->cover = -1;
    rule->writable = writable;
    rule->directory = S_ISDIR(status.st_mode);
    rule->tree = open_tree(AT_FDCWD, real, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE);
    return rule->tree >= 0 && restrict_mount(rule->tree, "", MOUNT_ATTR_NOSUID | (writable ? 0 : MOUNT_ATTR_RDONLY));
}

static void cover(struct rule *rule, const char *path) {
    char *real = realpath(path, NULL);
    *rule = (struct rule){.path = real != NULL ? real : path, .tree = -1, .cover = -1};
}

/// Makes the mount point of an exposed path that lies inside an empty directory.
static bool make_place(const struct rule *rule) {
    char path[PATH_MAX];
    if (snprintf(path, sizeof path, "%s", rule->path) >= (int)sizeof path) return false;
    struct stat status;
    if (stat(path, &status) == 0) return true;
    for (char *slash = path + 1; (slash = strchr(slash, '/')) != NULL; slash++) {
        *slash = '\0';
        if (mkdir(path, 0755) != 0 && errno != EEXIST && errno != EROFS) return false;
        *slash = '/';
    }
    if (rule->directory) return mkdir(path, 0755) == 0;
    int descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    return descriptor >= 0 && close(descriptor) == 0;
}

static bool hide(struct rule *rule) {
    struct stat status;
    if (stat(rule->path, &status) != 0) return errno == ENOENT || errno == ENOTDIR || errno == EACCES;
    if (!S_ISDIR(status.st_mode)) {
        int nothing = open_tree(AT_FDCWD, "/dev/null", OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
        bool done = nothing >= 0 && move_mount(nothing, "", AT_FDCWD, rule->path, MOVE_MOUNT_F_EMPTY_PATH) == 0;
        if (nothing >= 0) close(nothing);
        return done;
    }
    if (mount("tmpfs", rule->path, "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755,size=1m") != 0) return false;
    rule->cover = open(rule->path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    return rule->cover >= 0;
}

static bool expose(struct rule *rule) {
    bool done = make_place(rule) && move_mount(rule->tree, "", AT_FDCWD, rule->path, MOVE_MOUNT_F_EMPTY_PATH) == 0;
    close(rule->tree);
    return done;
}

/// Parents before children, and of one path the hiding first: so the deepest rule decides, and exposing wins.
static int deeper(const void *left, const void *right) {
    const struct rule *a = left, *b = right;
    size_t lengths[2] = {strlen(a->path), strlen(b->path)};
    if (lengths[0] != lengths[1]) return lengths[0] < lengths[1] ? -1 : 1;
    return (a->tree >= 0) - (b->tree >= 0);
}

static bool say(char *message, size_t size, const char *action, const char *path) {
    int reason = errno;
    snprintf(message, size, "can't %s %s: %s", action, path, strerror(reason));
    errno = reason;
    return false;
}

static bool make_base(char *message, size_t size) {
    if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) return say(message, size, "make private", "/");
    if (!restrict_mount(-1, "/", MOUNT_ATTR_RDONLY)) return say(message, size, "make read-only", "/");
    for (size_t i = 0; scratch[i] != NULL; i++) {
        if (access(scratch[i], F_OK) != 0) continue;
        if (mount("tmpfs", scratch[i], "tmpfs", MS_NOSUID | MS_NODEV, "mode=1777,size=512m") != 0)
            return say(message, size, "give the command its own", scratch[i]);
    }
    return true;
}

bool view_build(const struct plan *plan, char *message, size_t size) {
    size_t room = plan->hidden.count + plan->read_only.count + plan->read_write.count + sizeof doors / sizeof *doors;
    struct rule *rules = calloc(room, sizeof *rules);
    if (rules == NULL) return say(message, size, "remember", "the rules");
    size_t count = 0;
    // Copied first: what is below a hidden directory can't be reached later.
    for (size_t i = 0; i < plan->read_only.count; i++) {
        if (copy(&rules[count], plan->read_only.items[i], false))
            count++;
        // What is not there needs no place. A toolchain may be removed while its service keeps being started again.
        else if (errno != ENOENT && errno != ENOTDIR)
            return say(message, size, "expose", plan->read_only.items[i]);
    }
    for (size_t i = 0; i < plan->read_write.count; i++)
        if (!copy(&rules[count++], plan->read_write.items[i], true))
            return say(message, size, "expose", plan->read_write.items[i]);
    for (size_t i = 0; i < plan->hidden.count; i++) cover(&rules[count++], plan->hidden.items[i]);
    for (size_t i = 0; doors[i] != NULL; i++) cover(&rules[count++], doors[i]);
    qsort(rules, count, sizeof *rules, deeper);

    if (!make_base(message, size)) return false;
    for (size_t i = 0; i < count; i++)
        if (rules[i].tree < 0 ? !hide(&rules[i]) : !expose(&rules[i]))
            return say(message, size, rules[i].tree < 0 ? "hide" : "expose", rules[i].path);
    for (size_t i = 0; i < count; i++) {
        if (rules[i].cover < 0) continue;
        struct mount_attr attr = {.attr_set = MOUNT_ATTR_RDONLY};
        if (mount_setattr(rules[i].cover, "", AT_EMPTY_PATH, &attr, sizeof attr) != 0)
            return say(message, size, "seal", rules[i].path);
        close(rules[i].cover);
    }
    // Root keeps its identity in here, and the kernel's settings are root's to write.
    unsigned long flags = MS_NOSUID | MS_NODEV | MS_NOEXEC | (geteuid() == 0 ? MS_RDONLY : 0);
    if (mount("proc", "/proc", "proc", flags, NULL) != 0) return say(message, size, "give the command its own", "/proc");
    if (chdir("/") != 0) return say(message, size, "enter", "/");
    free(rules);
    return true;
}
