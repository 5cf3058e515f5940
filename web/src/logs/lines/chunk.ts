// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** Lines of one chunk. */
export const chunkLines = 1024;

/** What is kept of a line beside its text, as numbers. */
export interface LineMarks {
    level: number;
    stream: number;
    part: number;
    style: number;
    at: number;
}

/**
 * Up to 1,024 lines. Once sealed their text is one string of which a line is a slice, and the rest are typed arrays:
 * 100,000 lines are 98 chunks instead of so many objects for the garbage collector.
 */
export class Chunk {
    count = 0;
    characters = 0;
    private lines: string[] = [];
    private text = '';
    private ends: Uint32Array | undefined;
    private readonly levels = new Uint8Array(chunkLines);
    private readonly streams = new Uint8Array(chunkLines);
    private readonly parts = new Uint16Array(chunkLines);
    private readonly styles = new Uint16Array(chunkLines);
    private readonly times = new Float64Array(chunkLines);

    push(text: string, marks: LineMarks): void {
        const at = this.count;
        this.lines.push(text);
        this.characters += text.length;
        this.levels[at] = marks.level;
        this.streams[at] = marks.stream;
        this.parts[at] = marks.part;
        this.styles[at] = marks.style;
        this.times[at] = marks.at;
        this.count += 1;
    }

    /** Takes the last line's place. Not after `seal`. */
    replaceLast(text: string, level: number): void {
        this.characters += text.length - this.lines[this.count - 1]!.length;
        this.lines[this.count - 1] = text;
        this.levels[this.count - 1] = level;
    }

    line(at: number): string {
        if (!this.ends) return this.lines[at]!;
        return this.text.slice(at === 0 ? 0 : this.ends[at - 1]!, this.ends[at]!);
    }

    marks(at: number): LineMarks {
        return {
            level: this.levels[at]!, stream: this.streams[at]!, part: this.parts[at]!, style: this.styles[at]!,
            at: this.times[at]!,
        };
    }

    level(at: number): number {
        return this.levels[at]!;
    }

    stream(at: number): number {
        return this.streams[at]!;
    }

    part(at: number): number {
        return this.parts[at]!;
    }

    /** Nothing will be added or changed any more. */
    seal(): void {
        let end = 0;
        this.ends = Uint32Array.from(this.lines, (text) => (end += text.length));
        this.text = this.lines.join('');
        this.lines = [];
    }
}
