// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError } from '../api';

export interface ActionState {
    isBusy: boolean;
    error: ApiError | undefined;
    clear(): void;
}

/** Something a button does: not twice at a time, with its failure kept to be shown beside it. */
export function useAction<Values extends unknown[]>(
    work: (...values: Values) => Promise<unknown>,
): [(...values: Values) => void, ActionState] {
    const [isBusy, setBusy] = useState(false);
    const [error, setError] = useState<ApiError>();
    const latest = useRef(work);
    latest.current = work;
    const isRunning = useRef(false);
    const isShown = useRef(true);
    useEffect(() => {
        isShown.current = true;
        return () => {
            isShown.current = false;
        };
    }, []);
    const start = useCallback((...values: Values) => {
        if (isRunning.current) return;
        isRunning.current = true;
        setBusy(true);
        setError(undefined);
        latest.current(...values)
            .catch((failure: unknown) => {
                if (isShown.current) setError(ApiError.from(failure));
            })
            .finally(() => {
                isRunning.current = false;
                if (isShown.current) setBusy(false);
            });
    }, []);
    const clear = useCallback(() => setError(undefined), []);
    return [start, { isBusy, error, clear }];
}
