// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { ApiError, sentence } from '../api';

/** Where problems say which member of the body they are about. */
const places = ['field', 'member', 'parameter'];

/** The server's words when its problem is about this field, or has one of the codes that can only be about it. */
export function problemAt(error: ApiError | undefined, field: string, ...codes: string[]): string | undefined {
    if (!error) return undefined;
    const isMeant = codes.includes(error.code) || places.some((place) => error.metadata.get(place) === field);
    return isMeant ? [error.detail, error.hint].filter(Boolean).map((text) => sentence(text!)).join(' ') : undefined;
}

/** The problem, unless one of the fields already shows it. */
export function problemElsewhere(error: ApiError | undefined, ...shown: (string | undefined)[]): ApiError | undefined {
    return shown.some(Boolean) ? undefined : error;
}
