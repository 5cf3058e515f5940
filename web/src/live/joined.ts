// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { Page } from '../api/server';

/** Which part of a list is asked for. */
export interface Part {
    /** The `next` of the part before; the beginning without it. */
    readonly cursor?: string;
    readonly limit: number;
}

export type PageLoader<Item> = (part: Part, signal: AbortSignal) => Promise<Page<Item>>;

/** Items that come at once, unless more are wanted. */
export const pageSize = 50;
/** The API gives no more at once. */
const most = 1000;

/** The first `wanted()` items of a list, or a page; asked again after each part, since more may be wanted by then. */
export async function joined<Item>(load: PageLoader<Item>, wanted: () => number, signal: AbortSignal): Promise<Page<Item>> {
    let whole: Page<Item> = { items: [] };
    do {
        const limit = Math.min(Math.max(wanted() - whole.items.length, pageSize), most);
        const page = await load({ cursor: whole.next, limit }, signal);
        whole = { items: [...whole.items, ...page.items], next: page.next };
    } while (whole.next !== undefined && whole.items.length < wanted());
    return whole;
}
