// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { Profile } from '../../api';

/** What to type in an application's folder to deploy it. */
export function deployCommand(project: string, profile: Profile = 'production'): string {
    return `dextra deploy --name ${project}${profile === 'production' ? '' : ` --profile ${profile}`}`;
}
