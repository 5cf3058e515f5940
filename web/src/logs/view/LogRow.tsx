// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { memo } from 'react';
import { spans } from '../ansi/spans';
import { levelNames } from '../lines/level';
import { type Line, mostShown } from '../lines/lineStore';
import type { Range } from '../search/query';
import { counted } from '../../format/quantity';
import { highlighted, shortened } from './highlight';
import { spanLook } from './spanLook';

const none: readonly Range[] = [];
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** One line: its number, which is also its address, where it came from, and its text. */
export const LogRow = memo(function LogRow({ number, line, isMarked, ranges, current, showsPart, onMark }: {
    /** From 1. */
    number: number; line: Line; isMarked: boolean; ranges: readonly Range[] | undefined; current: Range | undefined;
    showsPart: boolean; onMark: (number: number, extend: boolean) => void;
}) {
    const { spans: whole } = spans(line.text, line.style);
    const { spans: shown, left } = shortened(whole, mostShown);
    const level = levelNames[line.level];
    const classes = ['log-row', `log-${level}`, isMarked && 'log-marked', line.stream === 'system' && 'log-system'];
    return (
        <div className={classes.filter(Boolean).join(' ')}>
            <a
                className="log-number" href={`#L${number}`} aria-label={`Line ${number}`}
                onClick={(event) => {
                    if (event.metaKey || event.ctrlKey || event.altKey) return;
                    event.preventDefault();
                    onMark(number, event.shiftKey);
                }}
            >
                {number}
            </a>
            {line.at > 0 && <time className="log-time">{clock.format(line.at)}</time>}
            {showsPart && <span className="log-part" title={line.part}>{line.part}</span>}
            <span className="log-text">
                {highlighted(shown, ranges ?? none, current).map(({ text, style, found }, index) => {
                    const look = spanLook(style);
                    if (found) {
                        const className = `${look.className ?? ''} log-${found}`;
                        return <mark key={index} className={className} style={look.style}>{text}</mark>;
                    }
                    if (!look.className && !look.style) return text;
                    return <span key={index} className={look.className} style={look.style}>{text}</span>;
                })}
                {left > 0 && <span className="log-rest"> … {counted(left, 'more character')}</span>}
            </span>
        </div>
    );
});
