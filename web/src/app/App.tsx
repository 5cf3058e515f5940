// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { Suspense, useEffect, useMemo } from 'react';
import { EmptyState } from '../kit/EmptyState';
import { ButtonLink } from '../kit/Button';
import { ProblemNotice } from '../kit/Notice';
import { SignInAgain } from '../pages/signin/SignInAgain';
import { pages } from './areas';
import { componentOf } from './componentOf';
import { Failsafe } from './Failsafe';
import { navigate, usePlace } from './router/location';
import { choose } from './router/match';
import { returnAddress, useSessionState } from './session/SessionContext';
import { Shell } from './shell/Shell';
import { Splash } from './shell/Splash';
import { useTitle } from './useTitle';

/** Shows the page of the address to those who may see it; everybody else signs in first. */
export function App() {
    const { session, isExpired, error, refresh } = useSessionState();
    const { path } = usePlace();
    const [page, parameters] = useMemo(() => choose(pages, path) ?? [undefined, {}], [path]);
    const mustSignIn = session === null && !page?.isOpen;

    useEffect(() => {
        if (!mustSignIn) return;
        const address = returnAddress();
        navigate(address === '/' ? '/login' : `/login?return=${encodeURIComponent(address)}`, { replace: true });
    }, [mustSignIn]);

    if (error && session === undefined) {
        return <Splash><ProblemNotice error={error} onRetry={() => void refresh()} /></Splash>;
    }
    if (session === undefined || mustSignIn) return <Splash />;
    const mayNot = page?.permission && !session?.permissions.includes(page.permission);
    const Page = page && !mayNot && componentOf(page);
    const content = (
        <Failsafe key={`${session?.user.id} ${path}`}>
            <Suspense fallback={null}>{mayNot ? <NotAllowed title={page.title} /> : Page ? <Page parameters={parameters} /> : <NotFound />}</Suspense>
        </Failsafe>
    );
    if (page?.isOpen) return content;
    return (
        <>
            {page?.isAlone ? content : <Shell current={page?.within ?? page?.path}>{content}</Shell>}
            {isExpired && <SignInAgain />}
        </>
    );
}

function NotAllowed({ title }: { title: string }) {
    useTitle(title);
    return (
        <div className="page">
            <h1 className="unseen">{title}</h1>
            <EmptyState icon="lock" title="This page is for others" action={<ButtonLink to="/">To the overview</ButtonLink>}>
                It needs a role that you don't have here. An admin can give it to you.
            </EmptyState>
        </div>
    );
}

function NotFound() {
    useTitle('Not found');
    return (
        <div className="page">
            <h1 className="unseen">Not found</h1>
            <EmptyState icon="search" title="There is nothing here" action={<ButtonLink to="/">To the overview</ButtonLink>}>
                The address may be mistyped, or what was here is gone.
            </EmptyState>
        </div>
    );
}
