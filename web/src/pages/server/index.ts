// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { Area } from '../../app/Area';

/** The server itself. */
export const serverArea: Area = { pages: [] };
