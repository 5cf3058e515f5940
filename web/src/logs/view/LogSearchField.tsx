// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { type KeyboardEvent, useRef } from 'react';
import { useShortcuts } from '../../app/shortcuts/useShortcuts';
import { grouped } from '../../format/quantity';
import { Button } from '../../kit';
import { Icon } from '../../kit/Icon';
import type { Query } from '../search/query';
import type { LogModel } from './logModel';

/** What is looked for in a log, and the way from one place to the next. */
export function LogSearchField({ model }: { model: LogModel }) {
    const input = useRef<HTMLInputElement>(null);
    const { query, search } = model;
    const set = (change: Partial<Query>): void => model.look({ ...query, ...change });
    useShortcuts([
        { keys: '/', title: 'Search the log', group: 'Log', run: () => input.current?.select() },
        { keys: 'n', title: 'Next match', group: 'Log', run: () => model.step(1) },
        { keys: 'p', title: 'Previous match', group: 'Log', run: () => model.step(-1) },
    ]);
    const press = (event: KeyboardEvent): void => {
        if (event.key === 'Enter') model.step(event.shiftKey ? -1 : 1);
        else if (event.key === 'Escape') {
            set({ text: '' });
            input.current?.blur();
        } else return;
        event.preventDefault();
    };
    return (
        <div className="log-search" role="search">
            <Icon name="search" size={14} />
            <input
                ref={input} value={query.text} onChange={(event) => set({ text: event.target.value })} onKeyDown={press}
                placeholder="Search" aria-label="Search the log" spellCheck={false} autoComplete="off"
                aria-invalid={search?.problem !== undefined}
            />
            <span
                className={search?.problem ? 'log-count log-count-problem' : 'log-count'} role="status"
                title={search?.problem}
            >
                {query.text !== '' && status(model)}
            </span>
            <Button
                kind="ghost" isSmall aria-label="Match case" aria-pressed={query.matchesCase}
                onClick={() => set({ matchesCase: !query.matchesCase })}
            >
                Aa
            </Button>
            <Button
                kind="ghost" isSmall aria-label="Regular expression" aria-pressed={query.isRegex}
                onClick={() => set({ isRegex: !query.isRegex })}
            >
                .*
            </Button>
            <Button
                kind="ghost" isSmall aria-label="Previous match" disabled={!search?.count}
                onClick={() => model.step(-1)}
            >
                ↑
            </Button>
            <Button
                kind="ghost" isSmall aria-label="Next match" disabled={!search?.count} onClick={() => model.step(1)}
            >
                ↓
            </Button>
        </div>
    );
}

function status({ search, current }: LogModel): string {
    if (!search) return '…';
    if (search.problem) return search.problem.startsWith('This') ? 'Takes too long' : 'No expression';
    const count = `${grouped(search.count)}${search.isFull ? '+' : ''}`;
    if (search.count === 0) return search.isSearching ? '…' : 'Nothing';
    return current === undefined ? count : `${grouped(current + 1)} of ${count}`;
}
