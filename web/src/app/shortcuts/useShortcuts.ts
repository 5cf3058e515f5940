// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useEffect, useRef } from 'react';
import { addShortcuts, Shortcut } from './shortcuts';

/** Shortcuts for as long as the component is shown; `?` lists them. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
    const latest = useRef(shortcuts);
    latest.current = shortcuts;
    const names = shortcuts.map(({ keys, title }) => `${keys} ${title}`).join('\n');
    useEffect(
        () => addShortcuts(latest.current.map((each, index) => ({ ...each, run: () => latest.current[index]?.run() }))),
        [names]);
}
