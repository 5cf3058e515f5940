// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { Dialog } from '../../kit/Dialog';
import { Keys } from '../../kit/Keys';
import { allShortcuts } from './shortcuts';

/** All shortcuts that work right now. */
export function ShortcutHelp({ onClose }: { onClose: () => void }) {
    const groups = new Map<string, Map<string, string>>();
    for (const { group, keys, title } of allShortcuts()) {
        if (!groups.has(group)) groups.set(group, new Map());
        groups.get(group)!.set(keys, title);
    }
    return (
        <Dialog title="Keyboard shortcuts" onClose={onClose}>
            <div className="dialog-body stack gap-6">
                {[...groups].map(([group, entries]) => (
                    <section key={group} className="stack gap-2">
                        <h3 className="small soft">{group}</h3>
                        <ul className="stack gap-2">
                            {[...entries].map(([keys, title]) => (
                                <li key={keys} className="row row-between small">
                                    <span>{title}</span>
                                    <Keys keys={keys} />
                                </li>
                            ))}
                        </ul>
                    </section>
                ))}
            </div>
        </Dialog>
    );
}
