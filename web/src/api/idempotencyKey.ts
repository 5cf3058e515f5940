// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** A key of its own for one wish: asked for twice, e.g. because an answer was lost, it is done once. */
export function newIdempotencyKey(): string {
    return crypto.getRandomValues(new Uint32Array(4)).join('-');
}
