// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** The server itself by the names that the pages use, and what of it is not in the API's document. */

export type { Notification, NotificationKind, ServerInfo, SettingEntry } from './generated';

/** A part of a list. */
export interface Page<Item> {
    items: Item[];
    /** Where the next part begins; undefined at the end. */
    next?: string;
}

export interface HealthReport {
    status: 'ready' | 'not_ready';
    checks: { name: string; status: 'ok' | 'warning' | 'failed'; detail?: string; duration_ms: number }[];
}
