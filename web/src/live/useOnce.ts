// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError } from '../api';

/** Something that is asked of the server once when a dialog opens, and again only when a person wants it. */
export function useOnce<T>(load: () => Promise<T>): { data: T | undefined; error: ApiError | undefined; reload(): void } {
    const [state, setState] = useState<{ data?: T; error?: ApiError }>({});
    const latest = useRef(load);
    const reload = useCallback(() => {
        latest.current().then((data) => setState({ data }), (error: unknown) => setState({ error: ApiError.from(error) }));
    }, []);
    useEffect(reload, [reload]);
    return { data: state.data, error: state.error, reload };
}
