// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

declare module 'qrcode-generator' {
    interface QRCode {
        addData(text: string): void;
        make(): void;
        getModuleCount(): number;
        isDark(row: number, column: number): boolean;
    }
    /// `typeNumber` 0 takes the smallest symbol that holds the text.
    export default function qrcode(typeNumber: 0, errorCorrection: 'L' | 'M' | 'Q' | 'H'): QRCode;
}
