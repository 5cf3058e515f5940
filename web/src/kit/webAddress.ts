// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** Only these are gone to: an address that applications or the server named must not run as a program. */
export function isWebAddress(address: string): boolean {
    return /^https?:\/\//i.test(address);
}
