// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { ApiError } from '../../api';

/** Does a change. When somebody else was faster, what they made is loaded, so that the next try is about that. */
export async function afterConflict(work: () => Promise<unknown>, reload: () => void): Promise<void> {
    try {
        await work();
    } catch (failure) {
        if (ApiError.from(failure).status === 412) reload();
        throw failure;
    }
}
