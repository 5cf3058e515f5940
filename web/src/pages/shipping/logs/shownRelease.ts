// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The release whose log a page shows: that of the place its address names, else the one that has the traffic. A log is of
 * one release, so when the traffic goes to another the page goes on with that one's.
 *
 * - at: a place in a log, `<release>-<position>`.
 */
export function shownRelease(at: string | null, active: number | undefined): number | undefined {
    const named = /^([1-9]\d*)-\d+$/.exec(at ?? '')?.[1];
    return named === undefined ? active : Number(named);
}
