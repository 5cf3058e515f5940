// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { Page } from '../api/server';

export type PageLoader<Item> = (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Item>>;

/** The first `count()` pages of a list as one; asked again after each, since more may be wanted by then. */
export async function joined<Item>(load: PageLoader<Item>, count: () => number, signal: AbortSignal): Promise<Page<Item>> {
    let whole = await load(undefined, signal);
    for (let loaded = 1; whole.next !== undefined && loaded < count(); loaded++) {
        const page = await load(whole.next, signal);
        whole = { items: [...whole.items, ...page.items], next: page.next };
    }
    return whole;
}
