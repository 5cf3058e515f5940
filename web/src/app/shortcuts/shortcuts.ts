// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** Keys that are pressed one after another, e.g. `g o`, or with Ctrl or Cmd, e.g. `mod+k`. */
export interface Shortcut {
    keys: string;
    title: string;
    group: string;
    run: () => void;
}

/** How long the second key of a sequence may take, in milliseconds. */
const patience = 1200;

const shortcuts = new Map<symbol, Shortcut>();
let pending = '';
let pendingSince = 0;

/** Adds shortcuts until the returned function is called; the newest wins. */
export function addShortcuts(added: readonly Shortcut[]): () => void {
    const handles = added.map((shortcut) => {
        const handle = Symbol(shortcut.keys);
        shortcuts.set(handle, shortcut);
        return handle;
    });
    return () => handles.forEach((handle) => shortcuts.delete(handle));
}

export function allShortcuts(): Shortcut[] {
    return [...shortcuts.values()];
}

/** What was pressed, as shortcuts are written: `mod+k`, `?`, `g`. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'altKey'>): string {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    return (event.metaKey || event.ctrlKey ? 'mod+' : '') + (event.altKey ? 'alt+' : '') + key;
}

function isTyping(target: EventTarget | null): boolean {
    return target instanceof HTMLElement
        && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function pressed(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    const name = keyName(event);
    // A field keeps its letters; a dialog keeps all keys for itself.
    if (!name.startsWith('mod+') && (isTyping(event.target) || document.querySelector('dialog[open]'))) return;
    const now = performance.now();
    const sequence = pending && now - pendingSince < patience ? `${pending} ${name}` : name;
    const found = [...shortcuts.values()].reverse();
    const shortcut = found.find(({ keys }) => keys === sequence) ?? found.find(({ keys }) => keys === name);
    pending = '';
    if (shortcut) {
        event.preventDefault();
        shortcut.run();
    } else if (found.some(({ keys }) => keys.startsWith(`${name} `))) {
        pending = name;
        pendingSince = now;
    }
}

export function listenForShortcuts(): () => void {
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
}
