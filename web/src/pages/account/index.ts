// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { Area } from '../../app/Area';

/** One's own account. */
export const accountArea: Area = { pages: [] };
