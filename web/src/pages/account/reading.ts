// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { api, Notification } from '../../api';
import { notifyFailure } from '../../kit';
import { EventFilter, resources } from '../../live/ResourceStore';

/** The events of which notifications are made. */
export const newsEvents: readonly EventFilter[] = [{ types: ['run.finished', 'run.waiting', 'run.answered', 'service.'] }];

/** A notification and all before it have been read. */
export function readUpTo({ cursor }: Notification): void {
    api.markNotificationsRead({ body: { cursor } }).then(() => resources.invalidate('notifications/'), notifyFailure);
}
