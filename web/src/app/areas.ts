// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { accountArea } from '../pages/account';
import { peopleArea } from '../pages/people';
import { serverArea } from '../pages/server';
import { shippingArea } from '../pages/shipping';
import { signInArea } from '../pages/signin';
import { upkeepArea } from '../pages/upkeep';
import type { Page } from './Area';

const areas = [shippingArea, accountArea, peopleArea, serverArea, upkeepArea, signInArea];

/** Every page there is. */
export const pages: readonly Page[] = areas.flatMap((area) => area.pages);

export const commandSources = areas.flatMap((area) => area.commands ?? []);
