// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

#include "CDashboard.h"

#if __has_include("assets/table.inc")
#include "assets/table.inc"
static const size_t count = sizeof assets / sizeof assets[0];
#else
static const dextra_asset *const assets = NULL;
static const size_t count = 0;
#endif

size_t dextra_asset_count(void) { return count; }

const dextra_asset *dextra_asset_at(size_t index) { return index < count ? &assets[index] : NULL; }
