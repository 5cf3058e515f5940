// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

export type PathParameters = Readonly<Record<string, string>>;

/** What `/projects/:project` makes of a path; undefined when it doesn't fit. A trailing slash makes no difference. */
export function match(pattern: string, path: string): PathParameters | undefined {
    const wanted = pattern.split('/').filter(Boolean);
    const given = path.split('/').filter(Boolean);
    if (wanted.length !== given.length) return undefined;
    const found: Record<string, string> = {};
    for (const [index, segment] of wanted.entries()) {
        const value = given[index]!;
        if (!segment.startsWith(':')) {
            if (segment !== value) return undefined;
            continue;
        }
        try {
            found[segment.slice(1)] = decodeURIComponent(value);
        } catch {
            return undefined;
        }
    }
    return found;
}

/** The first of the pages that fits; those with fixed segments win over those with parameters. */
export function choose<P extends { path: string }>(pages: readonly P[], path: string): [P, PathParameters] | undefined {
    const fitting = pages.flatMap((page) => {
        const found = match(page.path, path);
        return found ? [[page, found] as [P, PathParameters]] : [];
    });
    return fitting.sort(([, a], [, b]) => Object.keys(a).length - Object.keys(b).length)[0];
}
