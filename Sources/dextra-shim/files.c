// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

ssize_t read_all(int descriptor, char *buffer, size_t limit) {
    size_t length = 0;
    while (length < limit) {
        ssize_t got = read(descriptor, buffer + length, limit - length);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return -1;
        if (got == 0) break;
        length += (size_t)got;
    }
    return (ssize_t)length;
}

bool write_all(int descriptor, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t done = write(descriptor, bytes, length);
        if (done < 0 && errno == EINTR) continue;
        if (done < 0) return false;
        bytes += done;
        length -= (size_t)done;
    }
    return true;
}

char *file_read(int directory, const char *name, size_t limit, size_t *length) {
    int descriptor = openat(directory, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0) return NULL;
    char *buffer = malloc(limit + 1);
    ssize_t got = buffer == NULL ? -1 : read_all(descriptor, buffer, limit + 1);
    close(descriptor);
    if (got < 0 || (size_t)got > limit) {
        free(buffer);
        if (got >= 0) errno = EFBIG;
        return NULL;
    }
    char *fitted = realloc(buffer, (size_t)got + 1);
    if (fitted != NULL) buffer = fitted;
    buffer[got] = '\0';
    *length = (size_t)got;
    return buffer;
}

bool file_replace(int directory, const char *name, const char *text, size_t length, bool durable) {
    char temporary[64];
    snprintf(temporary, sizeof temporary, ".%s.new", name);
    int descriptor = openat(directory, temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0) return false;
    bool done = write_all(descriptor, text, length) && (!durable || fsync(descriptor) == 0);
    close(descriptor);
    done = done && renameat(directory, temporary, directory, name) == 0;
    return done && (!durable || fsync(directory) == 0);
}

bool file_put(const char *path, const char *text) {
    int descriptor = open(path, O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    size_t length = strlen(text);
    ssize_t done = write(descriptor, text, length);
    int reason = errno;
    close(descriptor);
    errno = reason;
    return done == (ssize_t)length;
}
