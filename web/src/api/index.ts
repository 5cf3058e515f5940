// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** The one way to the server: `api.listProjects({ query: { limit: 50 } })`. */
export { operations as api } from './generated';
export { ApiError, sentence } from './ApiError';
export type { Problem } from './ApiError';
export { tagOf } from './entityTags';
export { newIdempotencyKey } from './idempotencyKey';
export * from './identity';
export * from './server';
export * from './shipping';
