// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { Area } from '../../app/Area';

/** Who may do what. */
export const peopleArea: Area = { pages: [] };
