// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** `1 file`, `1,234 files`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
    return `${grouped(count)} ${count === 1 ? noun : plural}`;
}

/** `1,234,567`. */
export function grouped(count: number): string {
    return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A share of 0 to 1 as `98.5 %`; never rounded up to 100 %. */
export function percent(share: number): string {
    return `${Math.floor(share * 1000 + 1e-9) / 10} %`;
}
