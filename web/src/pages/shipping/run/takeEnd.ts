// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { LiveMessage } from '../../../live/messages';
import type { ResourceStore } from '../../../live/ResourceStore';

/** Takes the run that the end of its log comes with: its last event may have come before events were followed. */
export function takeEnd(message: LiveMessage, resources: ResourceStore): void {
    if (message.kind === 'end' && message.run) resources.put(`runs/${message.run.id}`, message.run);
}
