// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { Area } from '../../app/Area';

/** What runs and how it got there. */
export const shippingArea: Area = { pages: [], commands: [] };
