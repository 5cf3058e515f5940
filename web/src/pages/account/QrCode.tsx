// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { useMemo } from 'react';
import qrcode from 'qrcode-generator';

/** The light frame that readers need around the symbol, in modules. */
const quiet = 4;

/** A text as a QR code; always dark on light, because not every reader takes it the other way around. */
export function QrCode({ text, label }: { text: string; label: string }) {
    const [size, path] = useMemo(() => {
        const code = qrcode(0, 'M');
        code.addData(text);
        code.make();
        const count = code.getModuleCount();
        let drawn = '';
        for (let row = 0; row < count; row++) {
            for (let column = 0; column < count; column++) {
                if (code.isDark(row, column)) drawn += `M${column + quiet} ${row + quiet}h1v1h-1z`;
            }
        }
        return [count + 2 * quiet, drawn] as const;
    }, [text]);
    return (
        <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
            <rect width={size} height={size} fill="#fff" />
            <path d={path} fill="#000" />
        </svg>
    );
}
