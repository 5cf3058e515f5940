// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useEffect, useState } from 'react';
import { Button } from './Button';
import { toast } from './toasts';

/** Copies a text, and says that it did. */
export function CopyButton({ text, label, name = 'Copy' }: { text: string; label?: string; name?: string }) {
    const [isCopied, setCopied] = useState(false);
    useEffect(() => {
        if (!isCopied) return undefined;
        const timer = window.setTimeout(() => setCopied(false), 1600);
        return () => window.clearTimeout(timer);
    }, [isCopied]);
    const copy = async () => {
        if (await copyText(text)) setCopied(true);
        else toast({ tone: 'warning', title: 'The browser refused to copy', text: 'Select the text and copy it yourself.' });
    };
    return (
        <Button
            kind="ghost" isSmall icon={isCopied ? 'check' : 'copy'} aria-label={label ? undefined : isCopied ? 'Copied' : name}
            onClick={() => void copy()}
        >
            {label && (isCopied ? 'Copied' : label)}
        </Button>
    );
}

/** Pages that came over plain HTTP have no clipboard of their own: those copy what is selected. */
async function copyText(text: string): Promise<boolean> {
    try {
        if (navigator.clipboard) {
            await navigator.clipboard.writeText(text);
            return true;
        }
    } catch {
        // Refused: the older way may still be allowed.
    }
    const area = document.createElement('textarea');
    area.value = text;
    area.readOnly = true;
    area.className = 'unseen';
    (document.querySelector('dialog[open]') ?? document.body).append(area);
    area.select();
    const isDone = document.execCommand('copy');
    area.remove();
    return isDone;
}
