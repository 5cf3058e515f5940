// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { operations, Readiness } from './generated';
import { operation } from './operation';

/** Every operation of the API that the pages use, by its name there. */
export const api = {
    ...operations,
    /** A server that is not ready says so with 503 and the same report. */
    getReadiness: operation<Readiness>('GET', '/health/ready', { answers: [503] }),
};
