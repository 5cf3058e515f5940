// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

#ifndef DEXTRA_CDASHBOARD_H
#define DEXTRA_CDASHBOARD_H

#include <stddef.h>

/// One form of one file of the dashboard. The bytes and texts live as long as the program.
typedef struct {
    /// E.g. `main-GE47HCSC.css`.
    const char *name;
    /// Its media type.
    const char *type;
    /// `br`, `gzip`, or empty for the file as it is.
    const char *coding;
    /// A digest of the file as it is, in hex.
    const char *tag;
    const unsigned char *bytes;
    size_t length;
} dextra_asset;

/// 0 when the dashboard was not built before the program was.
size_t dextra_asset_count(void);

/// NULL beyond the last one.
const dextra_asset *dextra_asset_at(size_t index);

#endif
