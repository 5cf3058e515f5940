// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "plan.h"

/// Reads DIR/spec into the plan: `dextra-service 1`, then key=value records, then `end`, each ended by NUL.
/// Exits with a message when the file is missing, cut off or says something unknown.
void spec_read(int directory, struct plan *plan);

/// Reads the environment from a descriptor: NAME=value records ended by NUL, closed by an empty record.
///
/// It comes this way, and not in the file, so that secrets are never on the disk.
void spec_read_environment(int descriptor, struct plan *plan);
