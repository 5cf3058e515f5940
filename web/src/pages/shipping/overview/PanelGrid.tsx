// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import { type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { Button, Icon } from '../../../kit';
import { moved, type Layout, type Panel, type PanelName, panelNames, resized, toggled, widths } from './layout';

/** The panels of the overview, in the person's own order; while it `isArranging` each can be moved, resized and hidden. */
export function PanelGrid({ layout, titles, isArranging, onChange, panel }: {
    layout: Layout; titles: Readonly<Record<PanelName, string>>; isArranging: boolean; onChange: (layout: Layout) => void;
    /** What a panel shows; nothing when there is nothing to show. */
    panel: (name: PanelName) => ReactNode;
}) {
    return (
        <div className={isArranging ? 'panels panels-arranging' : 'panels'}>
            {layout.filter(({ isHidden }) => !isHidden).map((each) => (
                <PanelFrame
                    key={each.name} panel={each} title={titles[each.name]} isArranging={isArranging} layout={layout}
                    onChange={onChange}
                >
                    {panel(each.name)}
                </PanelFrame>
            ))}
        </div>
    );
}

function PanelFrame({ panel, title, isArranging, layout, onChange, children }: {
    panel: Panel; title: string; isArranging: boolean; layout: Layout; onChange: (layout: Layout) => void;
    children: ReactNode;
}) {
    if (!children && !isArranging) return null;
    return (
        <div className={`panel panel-${panel.width}`} data-panel={panel.name}>
            {isArranging && <PanelTools panel={panel} title={title} layout={layout} onChange={onChange} />}
            {children || <div className="card card-body soft">There is nothing to show right now.</div>}
        </div>
    );
}

/** What moves a panel: the grip by dragging or with the arrow keys, and a button for each change. */
function PanelTools({ panel, title, layout, onChange }: {
    panel: Panel; title: string; layout: Layout; onChange: (layout: Layout) => void;
}) {
    const press = (event: KeyboardEvent): void => {
        const step = ({ ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 } as const)[event.key as 'ArrowUp'];
        if (!step) return;
        event.preventDefault();
        onChange(moved(layout, panel.name, step));
    };
    const drag = (event: PointerEvent): void => {
        if (event.buttons === 0) return;
        const under = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>('[data-panel]');
        const target = panelNames.find((name) => name === under?.dataset.panel);
        if (target && target !== panel.name) onChange(moved(layout, panel.name, target));
    };
    return (
        <div className="panel-tools">
            <button
                type="button" className="panel-grip" onKeyDown={press} onPointerMove={drag}
                onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
                aria-label={`Move ${title}`} aria-description="Drag it, or use the arrow keys."
            >
                <Icon name="grip" />
                {title}
            </button>
            <span className="row gap-1">
                <Button
                    kind="ghost" isSmall aria-label={`Make ${title} narrower`} disabled={panel.width === widths[0]}
                    onClick={() => onChange(resized(layout, panel.name, -1))}
                >
                    −
                </Button>
                <Button
                    kind="ghost" isSmall aria-label={`Make ${title} wider`}
                    disabled={panel.width === widths[widths.length - 1]}
                    onClick={() => onChange(resized(layout, panel.name, 1))}
                >
                    +
                </Button>
                <Button
                    kind="ghost" isSmall icon="eye_off" aria-label={`Hide ${title}`}
                    onClick={() => onChange(toggled(layout, panel.name))}
                />
            </span>
        </div>
    );
}
