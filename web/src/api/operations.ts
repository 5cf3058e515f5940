import { operations } from './generated';
import type {
    ApiToken, AuditEntry, AuditVerification, ChangeUser, CreatedToken, CreatedUser, CreateUser, DeviceApproval,
    DeviceAuthorization, Grant, Permission, Session, SessionSummary, Team, User,
} from './identity';
import { operation } from './operation';
import type { HealthReport, Page } from './server';

type Listing = { limit?: number; cursor?: string; sort?: string };
type ForUser = { path: { user: string } };
type ForTeam = { path: { team: string } };
type ForRun = { path: { run: string } };
type ForCode = { path: { user_code: string } };

/** What the API's document does not have yet; it goes before what is written here as soon as it does. */
const written = {
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
    getDevice: operation<DeviceAuthorization, ForCode>('GET', '/v1/device-authorizations/{user_code}'),
    approveDevice: operation<void, ForCode & { body: DeviceApproval }>('POST', '/v1/device-authorizations/{user_code}/approve'),
    denyDevice: operation<void, ForCode>('POST', '/v1/device-authorizations/{user_code}/deny'),

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
    getReadiness: operation<HealthReport>('GET', '/health/ready', { answers: [503] }),
    analyseRun: operation<{ text: string }, ForRun>('POST', '/v1/runs/{run}/analysis'),
};

/** Every operation of the API that the pages use, by its name there. */
export const api = { ...written, ...operations };
