// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** Numbers for things that are the same again and again. Beyond `most` all share the first. */
export class Interned<Value> {
    private readonly numbers = new Map<string, number>();
    readonly values: Value[] = [];

    constructor(first: Value, private readonly key: (value: Value) => string, private readonly most: number) {
        this.number(first);
    }

    number(value: Value): number {
        const key = this.key(value);
        const known = this.numbers.get(key);
        if (known !== undefined) return known;
        if (this.values.length >= this.most) return 0;
        this.numbers.set(key, this.values.length);
        return this.values.push(value) - 1;
    }
}
