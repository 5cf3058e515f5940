// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { ComponentType } from 'react';
import type { Permission, Session } from '../api';
import type { IconName } from '../kit/Icon';
import type { PathParameters } from './router/match';

export interface PageProps {
    parameters: PathParameters;
}

/** A page: where it is, what it is called, and how its code is fetched once somebody goes there. */
export interface Page {
    /** E.g. `/projects/:project`. */
    path: string;
    /** The document's title; pages with a subject set their own with `useTitle`. */
    title: string;
    load: () => Promise<{ default: ComponentType<PageProps> }>;
    /** For people who are not signed in as well; it then stands alone. */
    isOpen?: boolean;
    /** Stands alone, without navigation. */
    isAlone?: boolean;
    /** Who may see it; everybody who is signed in, when it is not given. */
    permission?: Permission;
    /** Its place in the navigation and the command palette; the path then has no parameters. */
    nav?: {
        section: Section;
        label: string;
        icon: IconName;
        /** Places in a section are in this order. */
        order: number;
        /** The key after `g` that goes there. */
        key?: string;
    };
    /** The path of the place in the navigation that this page belongs to, when it has none itself. */
    within?: string;
    /** Words that find it in the command palette beside its label. */
    words?: string;
}

export const sections = ['ship', 'people', 'server'] as const;
export type Section = typeof sections[number];

export const sectionTitles: Record<Section, string> = { ship: 'Shipping', people: 'People', server: 'Server' };

/** Something the command palette can do. */
export interface Command {
    id: string;
    title: string;
    /** What it is about, e.g. `Project`; commands of a group stand together. */
    group: string;
    icon: IconName;
    /** Words that find it beside its title. */
    words?: string;
    /** Shown at its end, e.g. `g o`. */
    keys?: string;
    run: () => void;
}

/** Commands that depend on what the server has and the person may; asked for whenever the palette opens. */
export type CommandSource = (signal: AbortSignal, session: Session) => Promise<Command[]>;

/** A part of the dashboard: its pages and what it adds to the palette. */
export interface Area {
    pages: readonly Page[];
    commands?: readonly CommandSource[];
}
