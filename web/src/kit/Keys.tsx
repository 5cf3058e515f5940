// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

const names: Record<string, string> = {
    mod: /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl', alt: 'Alt', Escape: 'Esc', Enter: '↵',
    ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→',
};

/** A shortcut as keys: `g o`, `mod+k`. */
export function Keys({ keys }: { keys: string }) {
    return (
        <span className="keys">
            {keys.split(/[ +]/).map((key, index) => (
                <kbd key={index} className="key">{names[key] ?? (key.length === 1 ? key.toUpperCase() : key)}</kbd>
            ))}
        </span>
    );
}
