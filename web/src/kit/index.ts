// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** What pages are put together of. */
export { Avatar } from './Avatar';
export { Badge, Count, Dot, StateBadge, Tag } from './Badge';
export { Button, ButtonLink } from './Button';
export { Card, Facts } from './Card';
export { CommandLine } from './CommandLine';
export { ConfirmDialog } from './ConfirmDialog';
export { CopyButton } from './CopyButton';
export { Dialog, FormDialog } from './Dialog';
export { EmptyState } from './EmptyState';
export { Checkbox, Field, PasswordField, Segments, Select, SelectField, TextAreaField, TextField } from './Field';
export { ExternalLink } from './ExternalLink';
export { problemAt, problemElsewhere } from './fieldErrors';
export { Icon } from './Icon';
export type { IconName } from './Icon';
export { Keys } from './Keys';
export { Loaded } from './Loaded';
export { LoadedPage } from './LoadedPage';
export { Menu } from './Menu';
export { Notice, ProblemNotice } from './Notice';
export { PageFrame } from './PageFrame';
export { Popover } from './Popover';
export { Progress } from './Progress';
export { Skeleton } from './Skeleton';
export { Table } from './Table';
export type { Column } from './Table';
export { Tabs } from './Tabs';
export { Elapsed, Time } from './Time';
export { byteSize, dayOf, duration, exactTime, relativeTime } from './format';
export { toneOf, words } from './tone';
export type { Tone } from './tone';
export { notifyFailure, notifySuccess, toast } from './toasts';
export { useAction } from './useAction';
export { useNow } from './useNow';
