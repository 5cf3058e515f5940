// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** In bytes of UTF-8, as the server counts; the rest of its rules it says itself. */
const shortest = 10;

export const passwordHint = `At least ${shortest} characters; four words that have nothing to do with each other are best.`;

export function isLongEnough(password: string): boolean {
    return new TextEncoder().encode(password).length >= shortest;
}
