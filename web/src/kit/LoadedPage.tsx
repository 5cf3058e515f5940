// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { ReactNode } from 'react';
import { type ApiError, sentence } from '../api';
import { ButtonLink } from './Button';
import { EmptyState } from './EmptyState';
import { ProblemNotice } from './Notice';
import { PageFrame } from './PageFrame';
import { Skeleton } from './Skeleton';

/** A page about one thing: grey lines until it is there, and why when it can't be had. */
export function LoadedPage<T>({ title, resource, children }: {
    /** What the page is called until the thing says it. */
    title: string; resource: { data: T | undefined; error: ApiError | undefined; reload(): void };
    children: (data: T) => ReactNode;
}) {
    const { data, error, reload } = resource;
    if (data !== undefined) {
        return (
            <>
                {error && <div className="page-problem"><ProblemNotice error={error} onRetry={reload} /></div>}
                {children(data)}
            </>
        );
    }
    return (
        <PageFrame title={title}>
            {error?.status === 404
                ? (
                    <EmptyState icon="search" title="There is nothing here" action={<ButtonLink to="/">To the overview</ButtonLink>}>
                        {sentence(error.detail)}
                    </EmptyState>
                )
                : error
                    ? <ProblemNotice error={error} onRetry={reload} />
                    : <div role="status" aria-label="Loading"><Skeleton lines={8} /></div>}
        </PageFrame>
    );
}
