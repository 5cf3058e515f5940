// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

// Bundles the dashboard with esbuild and writes what the server embeds: each file under a name with a digest of its
// content, compressed beforehand, and a table of them in C. Arguments: the output folder.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const web = dirname(fileURLToPath(import.meta.url));
const [output] = process.argv.slice(2);
if (!output) {
    console.error('usage: build.mjs OUTPUT_FOLDER');
    process.exit(64);
}

const types = {
    '.js': 'text/javascript; charset=utf-8',
    '.css': 'text/css; charset=utf-8',
    '.svg': 'image/svg+xml; charset=utf-8',
    '.html': 'text/html; charset=utf-8',
};

/** Compressed forms are kept when they save at least a tenth. */
const worthwhile = 0.9;

const shared = [
    '--bundle', '--minify', '--target=es2021', '--charset=utf8', '--log-level=warning', '--legal-comments=none',
    '--define:process.env.NODE_ENV="production"', '--entry-names=[name]-[hash]', '--chunk-names=[name]-[hash]',
];

class BuildFailure extends Error {}

function esbuild(folder, entries, options) {
    const metafile = join(folder, 'meta.json');
    const files = entries.map((entry) => join(web, 'src', entry));
    const all = [...files, ...shared, ...options, `--outdir=${folder}`, `--metafile=${metafile}`];
    // What is wrong it says itself.
    if (spawnSync('esbuild', all, { stdio: 'inherit' }).status !== 0) throw new BuildFailure();
    return JSON.parse(readFileSync(metafile, 'utf8')).outputs;
}

/** What esbuild made, by path. The theme is a script of its own that runs before anything is drawn: no module. */
function bundle(folder) {
    return {
        ...esbuild(folder, ['app/main.tsx', 'design/main.css'], ['--splitting', '--format=esm', '--jsx=automatic']),
        ...esbuild(folder, ['app/theme.ts'], ['--format=iife']),
    };
}

/** The output file that was made of a source file. */
function outputOf(outputs, source) {
    const found = Object.entries(outputs).find(([, made]) => made.entryPoint?.endsWith(source));
    if (!found) throw new Error(`esbuild made nothing of ${source}`);
    return basename(found[0]);
}

/** What an entry point needs before it can run: fetched at once instead of one after another. */
function importsOf(outputs, file) {
    const byName = new Map(Object.entries(outputs).map(([path, made]) => [basename(path), made]));
    const found = new Set();
    const visit = (name) => {
        for (const { path, kind } of byName.get(name)?.imports ?? []) {
            const next = basename(path);
            if (kind !== 'import-statement' || found.has(next)) continue;
            found.add(next);
            visit(next);
        }
    };
    visit(file);
    return [...found].sort();
}

function index(outputs, icon) {
    const main = outputOf(outputs, 'main.tsx');
    const preloads = importsOf(outputs, main).map((name) => `<link rel="modulepreload" href="/assets/${name}">`);
    return readFileSync(join(web, 'index.html'), 'utf8')
        .replace('{{icon}}', `/assets/${icon}`)
        .replace('{{style}}', `/assets/${outputOf(outputs, 'main.css')}`)
        .replace('{{theme}}', `/assets/${outputOf(outputs, 'theme.ts')}`)
        .replace('{{preloads}}', preloads.join('\n'))
        .replace('{{main}}', `/assets/${main}`);
}

function digest(bytes) {
    return createHash('sha256').update(bytes).digest('hex').slice(0, 32);
}

/** Writes a file and its compressed forms; returns its row of the table. */
function place(name, bytes) {
    const row = { name, type: types[extname(name)], tag: digest(bytes), forms: [{ coding: '', file: name }] };
    writeFileSync(join(output, name), bytes);
    const forms = [
        ['br', brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } })],
        ['gzip', gzipSync(bytes, { level: 9 })],
    ];
    for (const [coding, compressed] of forms) {
        if (compressed.length > bytes.length * worthwhile) continue;
        const file = `${name}.${coding}`;
        writeFileSync(join(output, file), compressed);
        row.forms.push({ coding, file });
    }
    return row;
}

/** The table as C: an array for each form, made by #embed, and a row for each. */
function table(rows) {
    const forms = rows.flatMap((row) => row.forms.map((form) => ({ ...form, row })));
    const arrays = forms.map(({ file }, number) => `static const unsigned char form_${number}[] = {\n#embed "${file}"\n};`);
    const lines = forms.map(({ coding, row }, number) =>
        `    {"${row.name}", "${row.type}", "${coding}", "${row.tag}", form_${number}, sizeof form_${number}},`);
    return [
        '// Made by scripts/web.', ...arrays, 'static const dextra_asset assets[] = {', ...lines, '};', '',
    ].join('\n');
}

const folder = mkdtempSync(join(tmpdir(), 'dextra-web-'));
try {
    const outputs = bundle(folder);
    mkdirSync(output, { recursive: true });
    for (const old of readdirSync(output)) if (old !== '.gitignore') rmSync(join(output, old));
    const icon = readFileSync(join(web, 'icon.svg'));
    const iconName = `icon-${digest(icon).slice(0, 8)}.svg`;
    const rows = Object.keys(outputs).map((path) => basename(path)).sort()
        .filter((name) => types[extname(name)])
        .map((name) => place(name, readFileSync(join(folder, name))));
    rows.push(place(iconName, icon));
    rows.push(place('index.html', Buffer.from(index(outputs, iconName))));
    writeFileSync(join(output, 'table.inc'), table(rows));
} catch (error) {
    if (!(error instanceof BuildFailure)) throw error;
    process.exitCode = 1;
} finally {
    rmSync(folder, { recursive: true });
}
