// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** People and what they may do, by the names that the pages use. */

import type { Permission, Role, SessionAnswer, User } from './generated';

export type {
    APIToken as ApiToken, AuditEntry, CreatedToken, Grant, Permission, Role, SecondFactorOffer, SessionAnswer,
    SessionEntry, Team, User, UserAnswer,
} from './generated';

export const roles: readonly Role[] = ['viewer', 'deployer', 'operator', 'admin', 'owner'];
/** What an API token may be given; `own` is nobody's to give away. */
export const tokenScopes: readonly Permission[] = ['view', 'deploy', 'operate', 'administer'];

/** A session whose person is known: pages need not ask whether it is the machine's own user. */
export type Session = SessionAnswer & { user: User };
