// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** As the server has them; checked here so that people hear of it while they type. */
export const shortestPassword = 12;

export const passwordHint = `At least ${shortestPassword} characters; four or five words are easy to remember.`;

export function passwordProblem(password: string): string | undefined {
    if (password && password.length < shortestPassword) {
        return `${shortestPassword - password.length} more characters are needed.`;
    }
    return undefined;
}
