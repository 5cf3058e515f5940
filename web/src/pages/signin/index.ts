// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { Area } from '../../app/Area';

/** Pages for people who are not signed in. */
export const signInArea: Area = { pages: [] };
