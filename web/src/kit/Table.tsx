// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import type { ReactNode } from 'react';
import type { ApiError } from '../api';
import { navigate } from '../app/router/location';
import { Button } from './Button';
import { ProblemNotice } from './Notice';
import { Skeleton } from './Skeleton';

export interface Column<Row> {
    /** Empty for a column of buttons; it then needs a `name`. */
    title: string;
    name?: string;
    cell: (row: Row) => ReactNode;
    isEnd?: boolean;
    /** No wider than what is in it. */
    isTight?: boolean;
    /** What the API's `sort` calls it, when the list can be sorted by it. */
    sort?: string;
}

interface Rows<Row> {
    items: Row[] | undefined;
    error?: ApiError;
    hasMore?: boolean;
    isLoadingMore?: boolean;
    loadMore?: () => void;
    reload?: () => void;
}

/**
 * A list as a table; on narrow screens each row becomes a small card. `rows` is what `usePages` gives. A row with an
 * address is gone to from anywhere in it; its first cell should then hold the link for keyboards.
 */
export function Table<Row, Sort extends string = string>({ label, rows, columns, keyOf, addressOf, empty, sort, onSort }: {
    label: string; rows: Rows<Row>; columns: readonly Column<Row>[]; keyOf: (row: Row) => string | number;
    addressOf?: (row: Row) => string; empty?: ReactNode;
    /** As the API takes it, e.g. `-created_at`. */
    sort?: Sort; onSort?: (sort: Sort) => void;
}) {
    const { items, error, hasMore, isLoadingMore, loadMore, reload } = rows;
    if (!items && error) return <ProblemNotice error={error} onRetry={reload} />;
    if (items?.length === 0 && empty) return <div className="table-frame">{empty}</div>;
    return (
        <>
            {error && <ProblemNotice error={error} onRetry={reload} />}
            <div className="table-frame">
                <table className="table table-cards" aria-label={label} aria-busy={!items}>
                    <thead>
                        <tr>
                            {columns.map((column) => (
                                <Heading key={column.title || column.name} column={column} sort={sort} onSort={onSort as (sort: string) => void} />
                            ))}
                        </tr>
                    </thead>
                    <tbody>
                        {items?.map((row) => (
                            <tr
                                key={keyOf(row)} data-interactive={addressOf ? '' : undefined}
                                onClick={addressOf && ((event) => {
                                    if ((event.target as Element).closest('a, button, input, select, dialog')) return;
                                    if (String(getSelection())) return;
                                    navigate(addressOf(row));
                                })}
                            >
                                {columns.map((column) => (
                                    <td
                                        key={column.title || column.name} data-label={column.title}
                                        className={[column.isEnd && 'cell-end', column.isTight && 'cell-tight'].filter(Boolean).join(' ')}
                                    >
                                        {column.cell(row)}
                                    </td>
                                ))}
                            </tr>
                        ))}
                        {!items && <tr><td colSpan={columns.length}><Skeleton lines={5} /></td></tr>}
                    </tbody>
                </table>
                {hasMore && (
                    <div className="more">
                        <Button isSmall isBusy={isLoadingMore} onClick={loadMore}>Show more</Button>
                    </div>
                )}
            </div>
        </>
    );
}

function Heading<Row>({ column, sort, onSort }: { column: Column<Row>; sort?: string; onSort?: (sort: string) => void }) {
    const className = [column.isEnd && 'cell-end', column.isTight && 'cell-tight'].filter(Boolean).join(' ');
    if (!column.sort || !onSort) {
        return (
            <th scope="col" className={className}>
                {column.title || <span className="unseen">{column.name}</span>}
            </th>
        );
    }
    const direction = sort === column.sort ? 'ascending' : sort === `-${column.sort}` ? 'descending' : 'none';
    return (
        <th scope="col" className={className} aria-sort={direction}>
            <button type="button" onClick={() => onSort(direction === 'ascending' ? `-${column.sort}` : column.sort!)}>
                {column.title}
                <span aria-hidden>{direction === 'ascending' ? '↑' : direction === 'descending' ? '↓' : ''}</span>
            </button>
        </th>
    );
}
