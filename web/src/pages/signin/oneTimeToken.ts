// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { currentPlace } from '../../app/router/location';

/** The secret of a one-time link: after the `#`, so that it is never sent where requests are written down. */
export function oneTimeToken(): string {
    return new URLSearchParams(currentPlace().hash.slice(1)).get('token') ?? '';
}
