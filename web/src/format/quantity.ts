// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

const units = ['kB', 'MB', 'GB', 'TB', 'PB'];

/** `812 B`, `3.4 kB`, `120 MB`: powers of 1000. */
export function bytes(count: number): string {
    if (count < 1000) return `${Math.round(count)} B`;
    let value = count;
    let unit = -1;
    while (value >= 999.5 && unit < units.length - 1) {
        value /= 1000;
        unit += 1;
    }
    return `${value < 9.95 ? Math.round(value * 10) / 10 : Math.round(value)} ${units[unit]}`;
}

/** `1 file`, `1,234 files`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
    return `${grouped(count)} ${count === 1 ? noun : plural}`;
}

/** `1,234,567`. */
export function grouped(count: number): string {
    return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A share of 0 to 1 as `98.5 %`; whole numbers and the ends without a decimal, and never rounded up to 100 %. */
export function percent(share: number): string {
    const tenths = Math.floor(share * 1000 + 1e-9) / 10;
    return `${tenths} %`;
}
