// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { ReactNode } from 'react';
import type { ApiError } from '../api';
import { ProblemNotice } from './Notice';
import { Skeleton } from './Skeleton';

/** What was loaded; before that grey lines, and when it can't be had why. A failed refresh stands above what was there. */
export function Loaded<T>({ resource, children, skeleton }: {
    resource: { data: T | undefined; error: ApiError | undefined; reload(): void };
    children: (data: T) => ReactNode; skeleton?: ReactNode;
}) {
    const { data, error, reload } = resource;
    return (
        <>
            {error && <ProblemNotice error={error} onRetry={reload} />}
            {data !== undefined ? children(data) : !error && (
                <div role="status" aria-label="Loading">{skeleton ?? <Skeleton lines={4} />}</div>
            )}
        </>
    );
}
