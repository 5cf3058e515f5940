// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Only an address of these pages is gone to: a link must not send people who sign in to somebody else. Browsers leave out
 * control characters, so that what comes after one may come first.
 */
export function safeReturn(address: string | null): string {
    return address && /^\/(?![/\\])[^\u0000-\u001f]*$/.test(address) && !address.startsWith('/login') ? address : '/';
}
