// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { Icon } from './Icon';
import { isWebAddress } from './webAddress';

/** An address outside of these pages, in a tab of its own; text where it is none that a browser may go to. */
export function ExternalLink({ to }: { to: string }) {
    if (!isWebAddress(to)) return <span>{to}</span>;
    return (
        <a href={to} target="_blank" rel="noreferrer" className="external">
            {to.replace(/^https?:\/\//, '')}<Icon name="external" size={12} />
        </a>
    );
}
