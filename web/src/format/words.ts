// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** A step's, state's or kind's name inside a sentence: `release_command` is `release command`. */
export function phrase(name: string): string {
    return name.replace(/[_-]/g, ' ');
}

export function capitalized(text: string): string {
    return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The end of an identifier, which is enough to name it: eight characters, as the command line shows. */
export function shortID(id: string): string {
    return id.slice(-8);
}

/** Who acts, as people say it: over the unix socket it is nobody with an account. */
export function actorName(actor: string): string {
    return actor === 'local' ? 'the machine’s own user' : actor;
}
