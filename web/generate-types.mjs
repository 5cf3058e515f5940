// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

// Makes TypeScript of the API's OpenAPI document: a type for each schema, and a function for each operation that a page
// can use, under its operation ID. Arguments: the document, and the file to write.

import { readFileSync, writeFileSync } from 'node:fs';

const jsonType = 'application/json';

/** A schema as a TypeScript type; indented as it stands. */
export function typeOf(schema, indent = '') {
    if (schema === true || schema === undefined) return 'unknown';
    if (schema.$ref) return schema.$ref.split('/').pop();
    if ('const' in schema) return JSON.stringify(schema.const);
    if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
    const choices = schema.oneOf ?? schema.anyOf;
    if (choices) return [...new Set(choices.map((choice) => typeOf(choice, indent)))].join(' | ');
    if (schema.allOf) return schema.allOf.map((part) => typeOf(part, indent)).join(' & ');
    if (Array.isArray(schema.type)) {
        return schema.type.map((type) => typeOf({ ...schema, type }, indent)).join(' | ');
    }
    switch (schema.type) {
        case 'string': return 'string';
        case 'integer':
        case 'number': return 'number';
        case 'boolean': return 'boolean';
        case 'null': return 'null';
        case 'array': return arrayOf(typeOf(schema.items, indent));
        case 'object': return objectOf(schema, indent);
        default: return schema.properties ? objectOf(schema, indent) : 'unknown';
    }
}

function arrayOf(item) {
    return / [|&] /.test(item) ? `(${item})[]` : `${item}[]`;
}

function objectOf({ properties, required = [], additionalProperties }, indent) {
    if (!properties) {
        return additionalProperties === false ? '{}' : `Record<string, ${typeOf(additionalProperties || true, indent)}>`;
    }
    const inner = `${indent}    `;
    const lines = Object.entries(properties).map(([name, schema]) => {
        const comment = schema.description ? `${inner}/** ${schema.description.replace(/\*\//g, '* /')} */\n` : '';
        return `${comment}${inner}${keyOf(name)}${required.includes(name) ? '' : '?'}: ${typeOf(schema, inner)};\n`;
    });
    return `{\n${lines.join('')}${indent}}`;
}

function keyOf(name) {
    return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

/** What an operation answers when it succeeds, and which other statuses have an answer instead of a problem. */
function repliesOf(responses) {
    let reply;
    const answers = [];
    for (const [status, { content = {} }] of Object.entries(responses)) {
        const isGood = status.startsWith('2');
        const schema = content[jsonType]?.schema;
        if (isGood && reply === undefined) {
            if (schema) reply = typeOf(schema);
            else if (Object.keys(content).length === 0) reply = 'void';
            // Files and logs are read as text; a stream of events is not for a request that waits for its end.
            else if (Object.keys(content).some((type) => type !== 'text/event-stream')) reply = 'string';
        } else if (!isGood && schema) {
            answers.push(Number(status));
        }
    }
    return { reply, answers };
}

/** `{ path: {…}; query?: {…}; body: … }`, or nothing for an operation that takes nothing. */
function inputOf({ parameters = [], requestBody }) {
    const parts = [];
    for (const place of ['path', 'query']) {
        const members = parameters.filter((parameter) => parameter.in === place);
        if (members.length === 0) continue;
        const list = members.map(({ name, required, schema }) => `${keyOf(name)}${required ? '' : '?'}: ${typeOf(schema)}`);
        parts.push(`${place}${members.some(({ required }) => required) ? '' : '?'}: { ${list.join('; ')} }`);
    }
    const body = requestBody?.content[jsonType]?.schema;
    if (body) parts.push(`body${requestBody.required === false ? '?' : ''}: ${typeOf(body)}`);
    return parts.length > 0 ? `{ ${parts.join('; ')} }` : undefined;
}

/** One line for an operation; undefined for one that answers a stream, or takes something else than JSON. */
function functionOf(path, method, operation) {
    const { reply, answers } = repliesOf(operation.responses);
    const takesOther = operation.requestBody && !operation.requestBody.content[jsonType];
    if (!operation.operationId || reply === undefined || takesOther) return undefined;
    const input = inputOf(operation);
    const types = input ? `${reply}, ${input}` : reply;
    const fixed = answers.length > 0 ? `, { answers: ${JSON.stringify(answers)} }` : '';
    const comment = operation.summary ? `    /** ${operation.summary} */\n` : '';
    return `${comment}    ${operation.operationId}: operation<${types}>('${method.toUpperCase()}', '${path}'${fixed}),\n`;
}

export function generate(document) {
    const schemas = Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => {
        const comment = schema.description ? `/** ${schema.description.replace(/\*\//g, '* /')} */\n` : '';
        return `${comment}export type ${name} = ${typeOf(schema)};\n`;
    });
    const functions = Object.entries(document.paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, operation]) => functionOf(path, method, operation)).filter(Boolean));
    return [
        '// Made by scripts/web of Documentation/openapi.json.\n',
        "import { operation } from './operation';\n",
        ...schemas,
        `export const operations = {\n${functions.join('')}};\n`,
    ].join('\n');
}

const [source, target] = process.argv.slice(2);
if (target) writeFileSync(target, generate(JSON.parse(readFileSync(source, 'utf8'))));
