// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "spec.h"
#include "files.h"
#include "report.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define SPEC_LIMIT (1 << 20)
#define ENVIRONMENT_LIMIT (2 << 20)

void spec_read(int directory, struct plan *plan) {
    size_t length;
    char *text = file_read(directory, "spec", SPEC_LIMIT, &length);
    if (text == NULL) fail(STATUS_FAILED, "can't read the service's spec: %s", strerror(errno));
    if (length == 0 || text[length - 1] != '\0') fail(STATUS_FAILED, "the service's spec is cut off");
    bool ended = false;
    size_t index = 0;
    for (const char *record = text; record < text + length; record += strlen(record) + 1, index++) {
        if (ended) fail(STATUS_FAILED, "the service's spec goes on after its end");
        if (index == 0) {
            if (strcmp(record, "dextra-service 1") != 0) fail(STATUS_FAILED, "the service's spec is of another version");
        } else if (strcmp(record, "end") == 0) {
            ended = true;
        } else {
            const char *problem = plan_set(plan, record);
            if (problem != NULL) fail(STATUS_FAILED, "record %zu of the service's spec has %s", index, problem);
        }
    }
    if (!ended) fail(STATUS_FAILED, "the service's spec is cut off");
    const char *problem = plan->name == NULL ? "no name" : plan_check(plan);
    if (problem != NULL) fail(STATUS_FAILED, "the service's spec has %s", problem);
    free(text);
}

void spec_read_environment(int descriptor, struct plan *plan) {
    char *text = malloc(ENVIRONMENT_LIMIT + 1);
    if (text == NULL) fail(STATUS_FAILED, "out of memory");
    ssize_t length = read_all(descriptor, text, ENVIRONMENT_LIMIT + 1);
    if (length < 0) fail(STATUS_FAILED, "can't read the service's environment: %s", strerror(errno));
    if (length > ENVIRONMENT_LIMIT) fail(STATUS_FAILED, "the service's environment is over 2 MiB");
    // "a=1\0b=2\0\0": the empty record proves that nothing was cut off.
    if (length == 0 || text[length - 1] != '\0' || (length > 1 && text[length - 2] != '\0'))
        fail(STATUS_FAILED, "the service's environment is cut off");
    for (const char *record = text; *record != '\0'; record += strlen(record) + 1) {
        const char *equals = strchr(record, '=');
        if (equals == NULL || equals == record) fail(STATUS_FAILED, "the service's environment has a record without a name");
        list_add(&plan->environment, record);
    }
    explicit_bzero(text, (size_t)length);
    free(text);
}
