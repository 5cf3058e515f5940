// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { Session } from '../../api';
import { Page, sections } from '../Area';
import { pages } from '../areas';

/** The places of the navigation that a person may go to, in order. */
export function navPages(session: Session): Page[] {
    return pages
        .filter(({ nav, permission }) => nav && (!permission || session.permissions.includes(permission)))
        .sort((a, b) => sections.indexOf(a.nav!.section) - sections.indexOf(b.nav!.section) || a.nav!.order - b.nav!.order);
}
