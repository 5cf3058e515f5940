// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { createContext, ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { api, ApiError, type Permission, type Session, type SessionAnswer, type User } from '../../api';
import { changesSettled, useCsrfToken, whenDenied, whenSignedOut, whenTokenIsStale } from '../../api/request';
import { resources } from '../../live/ResourceStore';
import { followEvents, goOn, useEvents, useLiveState, useRestart } from '../../live/useLive';
import { currentPlace, navigate } from '../router/location';
import { may } from './may';

export interface SessionState {
    /** undefined while it is being asked for, null when nobody is signed in. */
    session: Session | null | undefined;
    /** The session has ended without having been asked to: what it was stays until the person signs in again or leaves. */
    isExpired: boolean;
    /** Why it can't be told who is signed in. */
    error: ApiError | undefined;
    /** Takes the session that signing in, or a change that renewed it, answered. */
    accept(session: SessionAnswer): void;
    /** Asks again, e.g. after the person's own name was changed; false when nobody is signed in. */
    refresh(): Promise<boolean>;
    /** Goes on after the session has ended, if there is another by now. */
    resume(): void;
    /** Forgets an expired session, for somebody else to sign in. */
    leave(): void;
    signOut(): Promise<void>;
}

/** How often it is asked who is signed in while the connection is lost, or nothing is known yet, in milliseconds. */
const betweenQuestions = { lost: 10_000, unknown: 3000 };
/** After these somebody may do more, or less, than before. */
const grantChanges = [{ types: ['grant.', 'team.', 'user.changed'] }];

/** Other tabs forget a session that somebody ended on purpose, instead of waiting for the person. */
const tabs = new BroadcastChannel('dextra.session');

const Context = createContext<SessionState | undefined>(undefined);

/** Over the unix socket, e.g. through a forwarded one, it is the machine's own user who looks. */
function machineUser({ grants, created_at = '' }: SessionAnswer): User {
    return {
        id: 'local', name: 'local', display_name: "This machine's user", created_at, disabled: false, two_factor: false,
        grants, teams: [], allowed_addresses: [],
    };
}

export function SessionProvider({ children }: { children?: ReactNode }) {
    const [session, setSession] = useState<Session | null>();
    const [isExpired, setExpired] = useState(false);
    const [error, setError] = useState<ApiError>();

    const accept = useCallback((next: SessionAnswer | null) => {
        useCsrfToken(next?.csrf_token);
        setError(undefined);
        setExpired(false);
        setSession(next && { ...next, user: next.user ?? machineUser(next) });
    }, []);

    const refresh = useCallback(async () => {
        try {
            accept(await api.getSession());
            return true;
        } catch (failure) {
            const problem = ApiError.from(failure);
            if (problem.status === 401) {
                setExpired(true);
                // Nobody was signed in that could come back.
                setSession((before) => before ?? null);
            } else {
                setError(problem);
            }
            return problem.status !== 401;
        }
    }, [accept]);

    // Changing the password or the second factor ends the session, too, and answers the next. Where nobody answers, the
    // connection finds out.
    const reconsider = useCallback(async () => {
        await changesSettled();
        if (await refresh()) goOn();
    }, [refresh]);
    const resume = useCallback(() => void reconsider(), [reconsider]);
    const leave = useCallback(() => accept(null), [accept]);

    useEffect(() => {
        tabs.addEventListener('message', leave);
        return () => tabs.removeEventListener('message', leave);
    }, [leave]);

    useEffect(() => {
        whenSignedOut(() => void reconsider());
        whenDenied(() => void refresh());
        whenTokenIsStale(refresh);
        void refresh();
    }, [refresh, reconsider]);
    useEvents(grantChanges, () => void refresh());
    useRestart(() => void refresh());

    useEffect(() => {
        if (session !== undefined || !error) return undefined;
        const timer = window.setTimeout(() => void refresh(), betweenQuestions.unknown);
        return () => window.clearTimeout(timer);
    }, [session, error, refresh]);

    const userID = session?.user.id;
    useEffect(() => {
        if (!userID) return undefined;
        const end = followEvents();
        return () => {
            end();
            resources.clear();
        };
    }, [userID]);

    const liveState = useLiveState();
    useEffect(() => {
        if (liveState === 'signed_out') void reconsider();
        if (liveState !== 'reconnecting') return undefined;
        // A connection that is refused doesn't say why: perhaps the session ended meanwhile.
        const timer = window.setInterval(() => void refresh(), betweenQuestions.lost);
        return () => window.clearInterval(timer);
    }, [liveState, refresh, reconsider]);

    const signOut = useCallback(async () => {
        await api.signOut();
        tabs.postMessage('signed_out');
        accept(null);
        navigate('/login', { replace: true });
    }, [accept]);

    const state = useMemo(
        () => ({ session, isExpired: isExpired && Boolean(session), error, accept, refresh, resume, leave, signOut }),
        [session, isExpired, error, accept, refresh, resume, leave, signOut]);
    return <Context.Provider value={state}>{children}</Context.Provider>;
}

export function useSessionState(): SessionState {
    const state = useContext(Context);
    if (!state) throw new Error('useSessionState is outside of its provider');
    return state;
}

/** Who is signed in; only for pages that nobody else sees. */
export function useSession(): Session {
    const { session } = useSessionState();
    if (!session) throw new Error('nobody is signed in');
    return session;
}

/** Whether the person may do this everywhere: what needs it is of no project. */
export function useMay(permission: Permission): boolean {
    return may(useSession(), permission);
}

/** Whether the person may do this in a project, or everywhere when it is about none. */
export function useMayIn(project: string | undefined, permission: Permission): boolean {
    return may(useSession(), permission, project);
}

/** The address to come back to after signing in. */
export function returnAddress(): string {
    const { path, query } = currentPlace();
    const text = query.toString();
    return path + (text ? `?${text}` : '');
}
