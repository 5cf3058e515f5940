// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** What the overview can show. */
export const panelNames = ['attention', 'running', 'figures', 'outcomes', 'lead_time', 'projects', 'activity'] as const;
export type PanelName = (typeof panelNames)[number];

/** Columns of six that a panel takes. */
export const widths = [2, 3, 4, 6] as const;
export type Width = (typeof widths)[number];

export interface Panel {
    readonly name: PanelName;
    readonly width: Width;
    readonly isHidden: boolean;
}

/** How one person has arranged the overview. */
export type Layout = readonly Panel[];

export const standard: Layout = [
    { name: 'attention', width: 6, isHidden: false }, { name: 'figures', width: 6, isHidden: false },
    { name: 'running', width: 3, isHidden: false }, { name: 'outcomes', width: 3, isHidden: false },
    { name: 'projects', width: 6, isHidden: false }, { name: 'activity', width: 3, isHidden: false },
    { name: 'lead_time', width: 3, isHidden: false },
];

/** What was kept, made to fit: what is not known any more goes, and what is new stands at the end. */
export function restored(saved: unknown): Layout {
    const entries = (saved as { panels?: unknown } | null)?.panels;
    if (!Array.isArray(entries)) return standard;
    const kept: Panel[] = [];
    for (const entry of entries as Partial<Panel>[]) {
        const name = panelNames.find((known) => known === entry?.name);
        if (!name || kept.some((panel) => panel.name === name)) continue;
        const fallback = standard.find((panel) => panel.name === name)!;
        const width = widths.find((each) => each === entry.width) ?? fallback.width;
        kept.push({ name, width, isHidden: entry.isHidden === true });
    }
    return [...kept, ...standard.filter((panel) => !kept.some(({ name }) => name === panel.name))];
}

/** Puts a panel to the place of another one, or of the one before or after it. */
export function moved(layout: Layout, name: PanelName, to: PanelName | -1 | 1): Layout {
    const from = layout.findIndex((panel) => panel.name === name);
    const shown = layout.filter(({ isHidden }) => !isHidden);
    const target = typeof to === 'number' ? shown[shown.findIndex((panel) => panel.name === name) + to]?.name : to;
    const place = layout.findIndex((panel) => panel.name === target);
    if (from < 0 || place < 0 || from === place) return layout;
    const rest = layout.filter((panel) => panel.name !== name);
    return [...rest.slice(0, place), layout[from]!, ...rest.slice(place)];
}

/** Makes a panel one size larger or smaller. */
export function resized(layout: Layout, name: PanelName, by: -1 | 1): Layout {
    return layout.map((panel) => {
        const width = widths[widths.indexOf(panel.width) + by];
        return panel.name === name && width ? { ...panel, width } : panel;
    });
}

export function toggled(layout: Layout, name: PanelName): Layout {
    return layout.map((panel) => (panel.name === name ? { ...panel, isHidden: !panel.isHidden } : panel));
}
