// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** The server itself by the names that the pages use. */

export type { Notification, NotificationKind, ServerInfo, SettingEntry } from './generated';

/** A part of a list. */
export interface Page<Item> {
    items: Item[];
    /** Where the next part begins; undefined at the end. */
    next?: string;
}
