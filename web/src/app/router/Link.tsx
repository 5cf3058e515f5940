// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { AnchorHTMLAttributes, MouseEvent } from 'react';
import { navigate } from './location';

type Properties = AnchorHTMLAttributes<HTMLAnchorElement> & { to: string };

/** A link to another of these pages: a real one, so that it opens in a new tab when asked to. */
export function Link({ to, onClick, ...rest }: Properties) {
    const follow = (event: MouseEvent<HTMLAnchorElement>) => {
        onClick?.(event);
        if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
            return;
        }
        event.preventDefault();
        navigate(to);
    };
    return <a href={to} onClick={follow} {...rest} />;
}
