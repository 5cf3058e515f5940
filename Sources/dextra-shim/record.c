// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "record.h"
#include "files.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool record_write(int directory, const struct record *record) {
    char text[PATH_MAX + 512];
    int length = snprintf(text, sizeof text,
                          "dextra-record 1\nboot=%s\nshim=%d %" PRIu64 "\nchild=%d %" PRIu64 "\ntoken=%s\npipe=%" PRIu64
                          "\ncgroup=%s\nend\n",
                          record->boot, record->shim, record->shim_start, record->child, record->child_start,
                          record->token, record->pipe, record->cgroup);
    return length > 0 && length < (int)sizeof text && file_replace(directory, "record", text, (size_t)length, true);
}

static bool copy_value(char *target, size_t size, const char *value) {
    return snprintf(target, size, "%s", value) < (int)size;
}

bool record_read(int directory, struct record *record) {
    size_t length;
    memset(record, 0, sizeof *record);
    char *text = file_read(directory, "record", PATH_MAX + 512, &length);
    if (text == NULL) return false;
    bool ended = false, valid = true;
    char *rest = text, *line = strtok_r(text, "\n", &rest);
    valid = line != NULL && strcmp(line, "dextra-record 1") == 0;
    while (valid && (line = strtok_r(NULL, "\n", &rest)) != NULL) {
        char *value = strchr(line, '=');
        if (strcmp(line, "end") == 0) ended = true;
        if (value == NULL) continue;
        *value++ = '\0';
        if (strcmp(line, "boot") == 0) valid = copy_value(record->boot, sizeof record->boot, value);
        else if (strcmp(line, "shim") == 0) valid = sscanf(value, "%d %" SCNu64, &record->shim, &record->shim_start) == 2;
        else if (strcmp(line, "child") == 0)
            valid = sscanf(value, "%d %" SCNu64, &record->child, &record->child_start) == 2;
        else if (strcmp(line, "token") == 0) valid = copy_value(record->token, sizeof record->token, value);
        else if (strcmp(line, "pipe") == 0) record->pipe = strtoull(value, NULL, 10);
        else if (strcmp(line, "cgroup") == 0) valid = copy_value(record->cgroup, sizeof record->cgroup, value);
    }
    free(text);
    return valid && ended;
}

void record_remove(int directory) { unlinkat(directory, "record", 0); }
