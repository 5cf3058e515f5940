// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { ComponentType, lazy } from 'react';
import type { Page, PageProps } from './Area';

const components = new Map<Page, ComponentType<PageProps>>();

/** A page's component, whose code is fetched the first time it is shown. */
export function componentOf(page: Page): ComponentType<PageProps> {
    const known = components.get(page);
    if (known) return known;
    const made = lazy(page.load) as unknown as ComponentType<PageProps>;
    components.set(page, made);
    return made;
}
