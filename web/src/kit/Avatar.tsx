// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** A person's or team's initials on a colour of their own. */
export function Avatar({ name, size }: { name: string; size?: string }) {
    const initials = name.split(/[\s._-]+/).filter(Boolean).slice(0, 2).map((word) => [...word][0]).join('');
    let hue = 0;
    for (const letter of name) hue = (hue * 31 + letter.codePointAt(0)!) % 360;
    const style = { '--hue': `${hue}`, ...(size ? { '--avatar': size } : {}) } as Record<string, string>;
    return <span className="avatar" style={style} aria-hidden>{initials || '?'}</span>;
}
