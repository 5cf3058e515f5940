// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { Release, SourceManifest } from '../api';

export type ChangeKind = 'added' | 'changed' | 'removed';

export interface FileChange {
    readonly path: string;
    readonly change: ChangeKind;
    /** Bytes before and after; nothing where there is no such file. */
    readonly before?: number;
    readonly after?: number;
}

export interface ValueChange {
    /** Dotted, e.g. `health.timeout_ms`. */
    readonly name: string;
    readonly before: unknown;
    readonly after: unknown;
}

export interface VariableChange {
    readonly name: string;
    /** `unknown` for a secret of a release that did not record what it was. */
    readonly change: ChangeKind | 'unknown';
    readonly isSecret: boolean;
    readonly before?: string;
    readonly after?: string;
}

/** What differs between two releases, as `dextra diff` says it. */
export interface Difference {
    readonly settings: readonly ValueChange[];
    readonly blueprint: readonly ValueChange[];
    readonly environment: readonly VariableChange[];
}

/** A file or a link, and a plain variable or a secret: what only one of the two has is nothing in the other. */
interface AnyFile {
    readonly path: string;
    readonly digest?: string;
    readonly size?: number;
    readonly executable?: boolean;
    readonly symlink?: string;
}

interface AnyVariable {
    readonly name: string;
    readonly value?: string;
    readonly secret?: string;
}

type Facts = Pick<Release, 'environment' | 'secret_marks'> & { readonly blueprint: object; readonly settings: object };

// How sure the detector was, and why, changes nothing.
const unimportant = new Set(['evidence', 'confidence', 'languages']);

/** What differs in how two releases are built and run. */
export function difference(old: Facts, next: Facts): Difference {
    return {
        blueprint: valueChanges(old.blueprint, next.blueprint).filter(({ name }) => !unimportant.has(name)),
        settings: valueChanges(byName(old.settings), byName(next.settings)),
        environment: variableChanges(old, next),
    };
}

/** The files that are not the same in two sources, by path. */
export function fileChanges(old: SourceManifest, next: SourceManifest): FileChange[] {
    const before = new Map<string, AnyFile>(old.files.map((file) => [file.path, file]));
    const after = new Map<string, AnyFile>(next.files.map((file) => [file.path, file]));
    const changes: FileChange[] = [];
    for (const file of before.values()) {
        const other = after.get(file.path);
        if (!other) changes.push({ path: file.path, change: 'removed', before: file.size ?? 0 });
        else if (!isSame(file, other)) {
            changes.push({ path: file.path, change: 'changed', before: file.size ?? 0, after: other.size ?? 0 });
        }
    }
    for (const file of after.values()) {
        if (!before.has(file.path)) changes.push({ path: file.path, change: 'added', after: file.size ?? 0 });
    }
    return changes.sort((left, right) => (left.path < right.path ? -1 : left.path > right.path ? 1 : 0));
}

function isSame(one: AnyFile, other: AnyFile): boolean {
    return one.digest === other.digest && one.symlink === other.symlink
        && Boolean(one.executable) === Boolean(other.executable);
}

function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueChanges(old: unknown, next: unknown, name = ''): ValueChange[] {
    if (!isObject(old) && !isObject(next)) {
        return JSON.stringify(old ?? null) === JSON.stringify(next ?? null)
            ? [] : [{ name, before: old ?? null, after: next ?? null }];
    }
    const [before, after] = [isObject(old) ? old : {}, isObject(next) ? next : {}];
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return names.flatMap((key) => valueChanges(before[key], after[key], name === '' ? key : `${name}.${key}`));
}

/** Lists of named objects, such as services, as objects by these names, so that a change is shown where it is. */
function byName(value: unknown): unknown {
    if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, byName(member)]));
    if (!Array.isArray(value) || value.length === 0) return value;
    const isNamed = value.every((element) => isObject(element) && typeof element.name === 'string');
    return isNamed ? Object.fromEntries(value.map(({ name, ...rest }) => [name, rest])) : value;
}

function variableChanges(old: Facts, next: Facts): VariableChange[] {
    const before = new Map<string, AnyVariable>(old.environment.map((variable) => [variable.name, variable]));
    const after = new Map<string, AnyVariable>(next.environment.map((variable) => [variable.name, variable]));
    return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((name) => {
        const [was, is] = [before.get(name), after.get(name)];
        const isSecret = (is ?? was)!.secret !== undefined;
        const change = variableChange(was, is, old.secret_marks?.[name], next.secret_marks?.[name]);
        return change ? [{ name, change, isSecret, before: was?.value, after: is?.value }] : [];
    });
}

function variableChange(
    was: AnyVariable | undefined, is: AnyVariable | undefined, oldMark?: string, newMark?: string,
): VariableChange['change'] | undefined {
    if (!was) return 'added';
    if (!is) return 'removed';
    if (was.secret === undefined || is.secret === undefined) {
        return was.value === is.value && was.secret === is.secret ? undefined : 'changed';
    }
    if (oldMark === undefined || newMark === undefined) return 'unknown';
    return oldMark === newMark ? undefined : 'changed';
}
