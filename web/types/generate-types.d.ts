// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

declare module '*/generate-types.mjs' {
    export function typeOf(schema: unknown, indent?: string): string;
    export function generate(document: unknown): string;
}
