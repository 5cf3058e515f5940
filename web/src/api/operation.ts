// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { request, RequestOptions } from './request';

/** What every operation takes beside its own input. */
type Common = Pick<RequestOptions, 'signal' | 'ifMatch' | 'idempotencyKey'>;

export type Operation<Reply, Input> = {} extends Input
    ? (input?: Input & Common) => Promise<Reply>
    : (input: Input & Common) => Promise<Reply>;

/** A function for an operation of the API; `fixed.answers` are statuses beside 2xx that are no problem. */
export function operation<Reply, Input = {}>(
    method: string, path: string, fixed: Pick<RequestOptions, 'answers'> = {},
): Operation<Reply, Input> {
    return ((input?: RequestOptions) => request<Reply>(method, path, { ...input, ...fixed })) as Operation<Reply, Input>;
}
