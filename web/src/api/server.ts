// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** The server itself, as the API has it. */

export interface Page<Item> {
    items: Item[];
    /** Where the next page begins; undefined on the last one. */
    next?: string;
}

export interface ServerInfo {
    version: string;
    pid: number;
    home: string;
    started_at: string;
    isolation: 'uid' | 'user-namespace' | 'none';
    proxy: { state: 'running' | 'stopped' | 'missing'; port?: number };
    node?: string;
    database?: 'sqlite' | 'postgresql';
}

export interface SettingEntry {
    name: string;
    value: unknown;
    /** As a person writes it, e.g. `24h`. */
    text: string;
    default: string;
    is_set: boolean;
    type: 'count' | 'size' | 'period' | 'folder' | 'registry';
    bounds: string;
    summary: string;
}

export interface HealthReport {
    status: 'ready' | 'not_ready';
    checks: { name: string; status: 'ok' | 'warning' | 'failed'; detail?: string; duration_ms: number }[];
}

export interface Notification {
    id: string;
    cursor: number;
    at: string;
    kind: string;
    title: string;
    text: string;
    project?: string;
    run?: string;
    read: boolean;
}

export interface Notifications extends Page<Notification> {
    unread: number;
}
