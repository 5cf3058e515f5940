// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "report.h"
#include "service.h"
#include "watch.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/// Later descriptors must not land on 0 to 2, where a command would take them for its terminal.
static void fill_standard_descriptors(void) {
    int descriptor = open("/dev/null", O_RDWR);
    while (descriptor >= 0 && descriptor < 3) descriptor = dup(descriptor);
    if (descriptor >= 3) close(descriptor);
}

int main(int count, char **arguments) {
    fill_standard_descriptors();
    if (count >= 3 && strcmp(arguments[1], "exec") == 0) watch_command(count - 2, arguments + 2);
    if (count == 3 && strcmp(arguments[1], "service") == 0) service_command(arguments[2]);
    if (count == 3 && strcmp(arguments[1], "sweep") == 0) sweep_command(arguments[2]);
    // Does nothing, successfully: what a probe of the isolation runs.
    if (count == 2 && strcmp(arguments[1], "nothing") == 0) return 0;
    fail(STATUS_USAGE, "usage: dextra-shim exec KEY=VALUE... -- COMMAND...\n"
                       "       dextra-shim service DIRECTORY\n"
                       "       dextra-shim sweep DIRECTORY");
}
