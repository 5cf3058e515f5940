// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { KeyboardEvent, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react';
import { Icon } from '../../kit/Icon';
import { Keys } from '../../kit/Keys';
import { useModal } from '../../kit/Dialog';
import type { Command } from '../Area';
import { commandSources } from '../areas';
import { useSession } from '../session/SessionContext';
import { search } from './fuzzy';

/** As many results are shown: who wants more types more. */
const shown = 50;

/** Goes anywhere and does anything by a few letters of its name. */
export function CommandPalette({ commands, onClose }: { commands: readonly Command[]; onClose: () => void }) {
    const dialog = useModal(onClose);
    const session = useSession();
    const [query, setQuery] = useState('');
    const [found, setFound] = useState<Command[]>([]);
    const [selected, setSelected] = useState(0);
    const list = useRef<HTMLUListElement>(null);
    const listID = useId();

    useEffect(() => {
        const controller = new AbortController();
        for (const source of commandSources) {
            source(controller.signal, session).then((more) => setFound((all) => [...all, ...more]), () => {
                // What can't be asked for can't be chosen; the rest can.
            });
        }
        return () => controller.abort();
    }, []);

    const wanted = useDeferredValue(query);
    const results = useMemo(
        () => search(wanted, [...commands, ...found], ({ title, group, words }) => [title, `${group} ${title} ${words ?? ''}`])
            .slice(0, shown),
        [wanted, commands, found]);
    const current = Math.min(selected, Math.max(0, results.length - 1));

    useEffect(() => setSelected(0), [wanted]);
    useEffect(() => {
        list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
    }, [current, results]);

    const run = (command: Command | undefined) => {
        if (!command) return;
        onClose();
        command.run();
    };
    const press = (event: KeyboardEvent) => {
        const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
        if (step && results.length) setSelected((current + step + results.length) % results.length);
        else if (event.key === 'Enter') run(results[current]);
        else return;
        event.preventDefault();
    };

    return (
        <dialog ref={dialog} className="dialog palette" aria-label="Command palette">
            <div className="palette-search">
                <Icon name="search" />
                <input
                    value={query} onChange={(event) => setQuery(event.target.value)} onKeyDown={press} autoFocus
                    placeholder="Where to, or what to do?" aria-label="Search pages, projects and actions" role="combobox"
                    aria-expanded aria-controls={listID} aria-autocomplete="list" spellCheck={false}
                    aria-activedescendant={results[current] ? `${listID}-${current}` : undefined}
                />
                <Keys keys="Escape" />
            </div>
            {results.length === 0 && <p className="palette-nothing">Nothing is called “{query}”.</p>}
            <ul ref={list} id={listID} className="palette-list" role="listbox" aria-label="Results">
                {results.map((command, index) => (
                    <li
                        key={command.id} id={`${listID}-${index}`} role="option" aria-selected={index === current}
                        className="palette-item" onMouseMove={() => setSelected(index)} onClick={() => run(command)}
                    >
                        <Icon name={command.icon} />
                        <span className="truncate grow">{command.title}</span>
                        <span className="tiny faint">{command.group}</span>
                        {command.keys && <Keys keys={command.keys} />}
                    </li>
                ))}
            </ul>
        </dialog>
    );
}
