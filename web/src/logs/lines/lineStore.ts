// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { hasControls, overwritten, spans, visible } from '../ansi/spans';
import { plain, type TextStyle } from '../ansi/textStyle';
import { Chunk, chunkLines } from './chunk';
import { Interned } from './interned';
import { isContinuation, Level, levelOf } from './level';

/** Where a line came from. */
export interface LineOrigin {
    /** `stdout`, `stderr`, or `system` for Dextra's own lines. */
    readonly stream: string;
    /** A step of a run or a process of an application; empty where there is one only. */
    readonly part: string;
    /** Milliseconds since the epoch; 0 when it is not known. */
    readonly at: number;
}

/** One line as it is shown. */
export interface Line extends LineOrigin {
    readonly text: string;
    readonly level: Level;
    /** How it begins, for colours go on over the ends of lines. */
    readonly style: TextStyle;
}

/** How much is kept; the oldest goes first. */
export interface LineLimits {
    readonly lines: number;
    readonly characters: number;
}

/** Of a line with more characters the rest is not shown. */
export const mostShown = 4000;
/** A line without an end grows up to here; what follows becomes a line of its own. */
const longestOpenLine = 32_768;

const standardLimits: LineLimits = { lines: 500_000, characters: 200_000_000 };

/** The lines of a log, numbered from 0 for ever: the number of a line stays when older ones are dropped. */
export class LineStore {
    /** The oldest line that is kept. */
    first = 0;
    /** One more than the newest line. */
    end = 0;
    /** Changes with everything that is added. */
    version = 0;
    /** Characters of the longest line, as far as lines are shown. */
    longest = 0;
    /** One more than the newest line that will not change any more. */
    settled = 0;
    private chunks: Chunk[] = [];
    private characters = 0;
    private readonly streams = new Interned<string>('stdout', (name) => name, 255);
    private readonly seenStreams = new Set<number>();
    private readonly partNames = new Interned<string>('', (name) => name, 65_535);
    private readonly styles = new Interned<TextStyle>(plain, (style) => JSON.stringify(style), 4096);
    /** By part: its first line. */
    private readonly firstLines = new Map<string, number>();
    /** By part: the look that its next line begins with, and the level of its last line. */
    private readonly lastStyle = new Map<number, number>();
    private readonly lastLevel = new Map<number, Level>();

    constructor(private readonly limits: LineLimits = standardLimits) {}

    /** Adds a line; one that `isOpen` may go on with `extendLast`. */
    append(text: string, origin: LineOrigin, isOpen = false): void {
        const part = this.partNames.number(origin.part);
        let chunk = this.chunks[this.chunks.length - 1];
        if (!chunk || chunk.count === chunkLines) {
            chunk?.seal();
            chunk = new Chunk();
            this.chunks.push(chunk);
            this.dropOldest();
        }
        const style = this.lastStyle.get(part) ?? 0;
        const level = this.levelIn(part, text);
        const stream = this.streams.number(origin.stream);
        this.seenStreams.add(stream);
        chunk.push(text, { level, stream, part, style, at: origin.at });
        if (!this.firstLines.has(origin.part)) this.firstLines.set(origin.part, this.end);
        this.characters += text.length;
        this.end += 1;
        this.settled = isOpen ? this.end - 1 : this.end;
        this.version += 1;
        this.remember(part, text, style, level);
    }

    /** Adds text to the last line, which had no end yet; `isOpen` when it still has none. */
    extendLast(text: string, isOpen = false): void {
        const chunk = this.chunks[this.chunks.length - 1]!;
        const { part, style } = chunk.marks(chunk.count - 1);
        const before = chunk.line(chunk.count - 1);
        if (before.length > longestOpenLine) return this.append(text, this.line(this.end - 1), isOpen);
        const joined = before + text;
        // A progress bar that was drawn over and over is as long as its last picture.
        const whole = joined.length > longestOpenLine ? overwritten(joined) : joined;
        const level = this.levelIn(part, whole);
        chunk.replaceLast(whole, level);
        this.characters += whole.length - before.length;
        this.settled = isOpen ? this.end - 1 : this.end;
        this.version += 1;
        this.remember(part, whole, style, level);
    }

    /** As it came, with its control characters. */
    raw(line: number): string {
        return this.chunk(line).line(this.within(line));
    }

    /** As it is read and searched. */
    text(line: number): string {
        return visible(this.raw(line));
    }

    line(line: number): Line {
        const chunk = this.chunk(line);
        const marks = chunk.marks(this.within(line));
        return {
            text: chunk.line(this.within(line)), level: marks.level as Level, at: marks.at,
            stream: this.streams.values[marks.stream]!, part: this.partNames.values[marks.part]!,
            style: this.styles.values[marks.style]!,
        };
    }

    level(line: number): Level {
        return this.chunk(line).level(this.within(line)) as Level;
    }

    stream(line: number): string {
        return this.streams.values[this.chunk(line).stream(this.within(line))]!;
    }

    part(line: number): string {
        return this.partNames.values[this.chunk(line).part(this.within(line))]!;
    }

    /** The parts that any line came from, in the order of their first. */
    get parts(): readonly string[] {
        return this.partNames.values.slice(1);
    }

    /** Where a part begins; nothing before it has a line. */
    firstOf(part: string): number | undefined {
        return this.firstLines.get(part);
    }

    /** The streams that any line came from. */
    get streamNames(): readonly string[] {
        return this.streams.values.filter((_, number) => this.seenStreams.has(number));
    }

    has(line: number): boolean {
        return line >= this.first && line < this.end;
    }

    private levelIn(part: number, text: string): Level {
        const shown = visible(text);
        const own = levelOf(shown);
        return own === Level.unknown && isContinuation(shown) ? this.lastLevel.get(part) ?? own : own;
    }

    private remember(part: number, text: string, style: number, level: Level): void {
        this.lastLevel.set(part, level);
        if (text.length > this.longest) this.longest = Math.min(text.length, mostShown);
        if (!hasControls(text)) return;
        const { end } = spans(text, this.styles.values[style]!);
        this.lastStyle.set(part, this.styles.number(end));
    }

    private dropOldest(): void {
        const { lines, characters } = this.limits;
        while (this.chunks.length > 1 && (this.end - this.first > lines || this.characters > characters)) {
            this.characters -= this.chunks.shift()!.characters;
            this.first += chunkLines;
        }
    }

    private chunk(line: number): Chunk {
        if (!this.has(line)) throw new RangeError(`line ${line} is not kept`);
        return this.chunks[Math.floor((line - this.first) / chunkLines)]!;
    }

    private within(line: number): number {
        return (line - this.first) % chunkLines;
    }
}
