// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { ButtonHTMLAttributes, MouseEvent, ReactNode } from 'react';
import { Link } from '../app/router/Link';
import { Icon, IconName } from './Icon';
import { isWebAddress } from './webAddress';

type Kind = 'plain' | 'primary' | 'danger' | 'danger-primary' | 'ghost';

interface Look {
    kind?: Kind;
    icon?: IconName;
    isSmall?: boolean;
    isWide?: boolean;
}

function classes({ kind = 'plain', isSmall, isWide, icon }: Look, children: ReactNode): string {
    return [
        'button', kind !== 'plain' && `button-${kind}`, isSmall && 'button-small', isWide && 'button-wide',
        icon && !children && 'button-icon',
    ].filter(Boolean).join(' ');
}

/** A button; while `isBusy` it can't be pressed again, but keeps the focus. With an icon alone it needs an `aria-label`. */
export function Button({
    kind, icon, isSmall, isWide, isBusy = false, disabled, children, type = 'button', className, onClick, ...rest
}: Look & { isBusy?: boolean } & ButtonHTMLAttributes<HTMLButtonElement>) {
    const look = classes({ kind, icon, isSmall, isWide }, children);
    return (
        <button
            type={type} className={className ? `${look} ${className}` : look} disabled={disabled}
            aria-disabled={isBusy || undefined} aria-busy={isBusy || undefined}
            title={children ? undefined : rest['aria-label']} onClick={isBusy ? ignore : onClick} {...rest}
        >
            {isBusy ? <span className="spinner" aria-hidden /> : icon && <Icon name={icon} size={isSmall ? 14 : 16} />}
            {children}
        </button>
    );
}

/** Also keeps a form from being sent again. */
function ignore(event: MouseEvent): void {
    event.preventDefault();
}

/** A link that looks like a button: to one of these pages, or out with `href`. */
export function ButtonLink({
    to, href, children, label, ...look
}: Look & { to?: string; href?: string; children?: ReactNode; label?: string }) {
    const inner = <>{look.icon && <Icon name={look.icon} size={look.isSmall ? 14 : 16} />}{children}</>;
    const shared = { className: classes(look, children), 'aria-label': label, title: label };
    if (to !== undefined) return <Link to={to} {...shared}>{inner}</Link>;
    if (href === undefined || !isWebAddress(href)) return null;
    return <a href={href} target="_blank" rel="noreferrer" {...shared}>{inner}</a>;
}
