// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { Icon } from '../../kit/Icon';
import { Page, sections, sectionTitles } from '../Area';
import { Link } from '../router/Link';
import { AccountMenu } from './AccountMenu';

/** The places there are, by section, and who is signed in. */
export function Navigation({ places, current }: { places: readonly Page[]; current: string | undefined }) {
    return (
        <>
            <nav className="nav" aria-label="Main">
                {sections.map((section) => {
                    const entries = places.filter(({ nav }) => nav!.section === section);
                    return entries.length > 0 && (
                        <div key={section} className="nav-section">
                            <h2 className="nav-title">{sectionTitles[section]}</h2>
                            <ul>
                                {entries.map(({ path, nav }) => (
                                    <li key={path}>
                                        <Link to={path} className="nav-link" aria-current={path === current ? 'page' : undefined}>
                                            <Icon name={nav!.icon} />{nav!.label}
                                        </Link>
                                    </li>
                                ))}
                            </ul>
                        </div>
                    );
                })}
            </nav>
            <AccountMenu />
        </>
    );
}
