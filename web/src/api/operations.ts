// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type {
    ApiToken, AuditEntry, AuditVerification, ChangeUser, CreatedToken, CreatedUser, CreateUser, DeviceAuthorization,
    Grant, Permission, Session, SessionSummary, Team, User,
} from './identity';
import { request, RequestOptions } from './request';
import type { HealthReport, Notifications, Page, ServerInfo, SettingEntry } from './server';
import type {
    Answer, EnvironmentEntry, Event, Manifest, Node, Overview, Profile, ProjectStatus, Release, Run, SourceOrigin,
} from './shipping';

/** What every operation takes beside its own input. */
type Common = Pick<RequestOptions, 'signal' | 'ifMatch' | 'idempotencyKey' | 'accept'>;
type Operation<Reply, Input> = {} extends Input
    ? (input?: Input & Common) => Promise<Reply>
    : (input: Input & Common) => Promise<Reply>;

function operation<Reply, Input = {}>(
    method: string, path: string, fixed: Pick<RequestOptions, 'answers'> = {},
): Operation<Reply, Input> {
    return ((input?: RequestOptions) => request<Reply>(method, path, { ...input, ...fixed })) as Operation<Reply, Input>;
}

type Listing = { limit?: number; cursor?: string; sort?: string };
type ForUser = { path: { user: string } };
type ForTeam = { path: { team: string } };
type ForProject = { path: { project: string } };
type ForRelease = { path: { project: string; number: number }; query?: { profile?: Profile } };
type ForRun = { path: { run: string } };
type ForVariable = { path: { project: string; variable: string }; query: { profile: Profile } };
type ForCode = { path: { user_code: string } };

/** Every operation of the API that the pages use, by name. */
export const api = {
    // Signing in
    getSetup: operation<{ needed: boolean }>('GET', '/v1/setup'),
    completeSetup: operation<Session, { body: { token: string; name: string; display_name?: string; password: string } }>(
        'POST', '/v1/setup'),
    signIn: operation<Session, { body: { name: string; password: string } }>('POST', '/v1/session'),
    confirmSecondFactor: operation<Session, { body: { challenge: string; code: string } }>(
        'POST', '/v1/session/second-factor'),
    acceptInvitation: operation<Session, { body: { token: string; password: string } }>('POST', '/v1/invitations'),
    getSession: operation<Session>('GET', '/v1/session'),
    signOut: operation<void>('DELETE', '/v1/session'),

    // One's own account
    listSessions: operation<Page<SessionSummary>>('GET', '/v1/sessions'),
    endSession: operation<void, { path: { session: string } }>('DELETE', '/v1/sessions/{session}'),
    changePassword: operation<void, { body: { current: string; new: string } }>('PUT', '/v1/session/password'),
    beginTotp: operation<{ secret: string; uri: string }>('POST', '/v1/session/totp'),
    confirmTotp: operation<{ recovery_codes: string[] }, { body: { code: string } }>('PUT', '/v1/session/totp'),
    removeTotp: operation<void, { body: { password: string } }>('DELETE', '/v1/session/totp'),
    renewRecoveryCodes: operation<{ recovery_codes: string[] }, { body: { password: string } }>(
        'POST', '/v1/session/recovery-codes'),
    getPreference: operation<unknown, { path: { name: string } }>('GET', '/v1/preferences/{name}'),
    putPreference: operation<void, { path: { name: string }; body: unknown }>('PUT', '/v1/preferences/{name}'),
    getDevice: operation<DeviceAuthorization, ForCode>('GET', '/v1/device-authorizations/{user_code}'),
    approveDevice: operation<void, ForCode>('POST', '/v1/device-authorizations/{user_code}/approve'),
    denyDevice: operation<void, ForCode>('POST', '/v1/device-authorizations/{user_code}/deny'),
    listNotifications: operation<Notifications, { query?: Listing }>('GET', '/v1/notifications'),
    readNotifications: operation<void, { body: { cursor: number } }>('PUT', '/v1/notifications/read'),

    // People
    listUsers: operation<Page<User>, { query?: Listing }>('GET', '/v1/users'),
    createUser: operation<CreatedUser, { body: CreateUser }>('POST', '/v1/users'),
    getUser: operation<User, ForUser>('GET', '/v1/users/{user}'),
    changeUser: operation<CreatedUser, ForUser & { body: ChangeUser }>('PATCH', '/v1/users/{user}'),
    deleteUser: operation<void, ForUser>('DELETE', '/v1/users/{user}'),
    listTeams: operation<Page<Team>, { query?: Listing }>('GET', '/v1/teams'),
    createTeam: operation<Team, { body: { name: string; grants: Grant[]; members: string[] } }>('POST', '/v1/teams'),
    getTeam: operation<Team, ForTeam>('GET', '/v1/teams/{team}'),
    changeTeam: operation<Team, ForTeam & { body: { name?: string; grants?: Grant[]; members?: string[] } }>(
        'PATCH', '/v1/teams/{team}'),
    deleteTeam: operation<void, ForTeam>('DELETE', '/v1/teams/{team}'),
    listTokens: operation<Page<ApiToken>, { query?: Listing & { owner?: string } }>('GET', '/v1/tokens'),
    createToken: operation<
        CreatedToken,
        { body: { name: string; scopes: Permission[]; projects?: string[]; expires_in_days?: number } }
    >('POST', '/v1/tokens'),
    revokeToken: operation<void, { path: { token: string } }>('DELETE', '/v1/tokens/{token}'),
    listAudit: operation<
        Page<AuditEntry>,
        { query?: Listing & { actor?: string; action?: string; since?: string; until?: string } }
    >('GET', '/v1/audit'),
    verifyAudit: operation<AuditVerification>('GET', '/v1/audit/verification'),

    // The server
    getInfo: operation<ServerInfo>('GET', '/v1/info'),
    getReadiness: operation<HealthReport>('GET', '/health/ready', { answers: [503] }),
    listSettings: operation<Page<SettingEntry>>('GET', '/v1/settings'),
    setSetting: operation<void, { path: { name: string }; body: { value: string } }>('PUT', '/v1/settings/{name}'),
    resetSetting: operation<void, { path: { name: string } }>('DELETE', '/v1/settings/{name}'),
    listNodes: operation<Page<Node>>('GET', '/v1/nodes'),
    giveUpNode: operation<void, { path: { node: string } }>('DELETE', '/v1/nodes/{node}'),

    // Shipping
    getOverview: operation<Overview, { query?: { window?: number } }>('GET', '/v1/overview'),
    listEvents: operation<Page<Event>, { query?: Listing & { subject?: string; type?: string } }>('GET', '/v1/events'),
    listProjects: operation<Page<ProjectStatus>, { query?: Listing }>('GET', '/v1/projects'),
    createProject: operation<ProjectStatus, { body: { name: string } }>('POST', '/v1/projects'),
    getProject: operation<ProjectStatus, ForProject>('GET', '/v1/projects/{project}'),
    destroyProject: operation<Run, ForProject>('DELETE', '/v1/projects/{project}'),
    listDeployments: operation<Page<Run>, ForProject & { query?: Listing }>('GET', '/v1/projects/{project}/deployments'),
    listReleases: operation<Page<Release>, ForProject & { query?: Listing & { profile?: Profile } }>(
        'GET', '/v1/projects/{project}/releases'),
    getRelease: operation<Release, ForRelease>(
        'GET', '/v1/projects/{project}/releases/{number}'),
    getManifest: operation<Manifest, ForRelease>('GET', '/v1/projects/{project}/releases/{number}/manifest'),
    /** With `accept: 'application/octet-stream'`: a file of the release's source, as text. */
    getSourceFile: operation<string, ForRelease & { query: { path: string } }>(
        'GET', '/v1/projects/{project}/releases/{number}/files'),
    deploy: operation<Run, ForProject & { body: { profile: Profile; manifest: Manifest; origin?: SourceOrigin } }>(
        'POST', '/v1/projects/{project}/deployments'),
    rollBack: operation<Run, ForProject & { body: { profile: Profile; release?: number } }>(
        'POST', '/v1/projects/{project}/rollback'),
    scale: operation<Run, ForProject & { body: { profile: Profile; instances: Record<string, number> } }>(
        'POST', '/v1/projects/{project}/scale'),
    listEnvironment: operation<Page<EnvironmentEntry>, ForProject & { query: { profile: Profile } }>(
        'GET', '/v1/projects/{project}/environment'),
    setVariable: operation<void, ForVariable & { body: { value: string; secret?: boolean } }>(
        'PUT', '/v1/projects/{project}/environment/{variable}'),
    removeVariable: operation<void, ForVariable>('DELETE', '/v1/projects/{project}/environment/{variable}'),
    listRuns: operation<Page<Run>, { query?: Listing & { project?: string; state?: string; kind?: string } }>(
        'GET', '/v1/runs'),
    getRun: operation<Run, ForRun>('GET', '/v1/runs/{run}'),
    cancelRun: operation<Run, ForRun>('POST', '/v1/runs/{run}/cancel'),
    retryRun: operation<Run, ForRun>('POST', '/v1/runs/{run}/retry'),
    answerRun: operation<Run, ForRun & { body: { answer: Answer } }>('POST', '/v1/runs/{run}/answer'),
    getRunLog: operation<string, ForRun & { query?: { from?: number; limit?: number; step?: string } }>(
        'GET', '/v1/runs/{run}/log'),
    analyseRun: operation<{ text: string }, ForRun>('POST', '/v1/runs/{run}/analysis'),
};
