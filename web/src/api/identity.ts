// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** People and what they may do, as the API has them. */

export type Role = 'viewer' | 'deployer' | 'operator' | 'admin' | 'owner';
export type Permission = 'view' | 'deploy' | 'operate' | 'administer' | 'own';

export const roles: readonly Role[] = ['viewer', 'deployer', 'operator', 'admin', 'owner'];
/** What an API token may be given; `own` is nobody's to give away. */
export const tokenScopes: readonly Permission[] = ['view', 'deploy', 'operate', 'administer'];

export interface Grant {
    role: Role;
    /** `everything`, `project/<id>` or `device_group/<name>`. */
    scope: string;
}

export interface User {
    id: string;
    name: string;
    display_name: string;
    email?: string;
    created_at: string;
    last_seen_at?: string;
    disabled: boolean;
    two_factor: boolean;
    grants: Grant[];
    teams: string[];
    allowed_addresses?: string[];
}

export interface Session {
    user: User;
    csrf_token: string;
    created_at: string;
    expires_at?: string;
    grants: Grant[];
    /** What the person may do everywhere; a grant may allow more in one project. */
    permissions: Permission[];
    local: boolean;
}

export interface SessionSummary {
    id: string;
    created_at: string;
    last_seen_at: string;
    expires_at?: string;
    address?: string;
    user_agent?: string;
    current: boolean;
}

export interface CreateUser {
    name: string;
    display_name?: string;
    email?: string;
    password?: string;
    grants: Grant[];
}

export interface ChangeUser {
    display_name?: string;
    email?: string;
    disabled?: boolean;
    grants?: Grant[];
    allowed_addresses?: string[];
    reset?: 'password' | 'totp';
}

export interface CreatedUser {
    user: User;
    invitation_url?: string;
}

export interface Team {
    id: string;
    name: string;
    grants: Grant[];
    members: string[];
}

export interface ApiToken {
    id: string;
    name: string;
    owner: string;
    scopes: Permission[];
    projects?: string[];
    created_at: string;
    expires_at?: string;
    last_used_at?: string;
    prefix: string;
}

export interface CreatedToken {
    token: ApiToken;
    secret: string;
}

/** What a program that asked is given. */
export interface DeviceApproval {
    scopes: Permission[];
    projects?: string[];
    /** 90 when it is not given; 0, for admins, for ever. */
    expires_in_days?: number;
}

export interface DeviceAuthorization {
    client_name: string;
    created_at: string;
    expires_at: string;
    address?: string;
}

export interface AuditEntry {
    sequence: number;
    at: string;
    actor: string;
    /** How they were known. */
    method: 'local' | 'session' | 'api_token' | 'access_token' | 'none';
    /** The operation's name in the API. */
    action: string;
    subject: string;
    address?: string;
    outcome: 'succeeded' | 'denied' | 'failed' | 'unknown';
    detail?: unknown;
    hash: string;
    previous: string;
}

export interface AuditVerification {
    entries: number;
    valid: boolean;
    broken_at?: number;
    reason?: string;
    head: string;
}
