// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/** Drawn in a square of 16 units with lines of 1.5: shapes that read at the size of text. */
const shapes = {
    activity: <path d="M1.5 8.5h3l2-5.5 3 10 2-4.5h3" />,
    arrow_down: <path d="M8 3v10m4.5-4.5L8 13 3.5 8.5" />,
    arrow_left: <path d="M13 8H3m4.5-4.5L3 8l4.5 4.5" />,
    arrow_right: <path d="M3 8h10M8.5 3.5 13 8l-4.5 4.5" />,
    audit: <path d="M4 1.75h5l3.25 3.25v9.25H4zM9 1.75V5h3.25M6.25 8.25h3.5m-3.5 2.75h3.5" />,
    bell: <path d="M8 1.75a4 4 0 0 0-4 4c0 4-1.75 5.25-1.75 5.25h11.5S12 9.75 12 5.75a4 4 0 0 0-4-4ZM6.75 13.5a1.4 1.4 0 0 0 2.5 0" />,
    box: <path d="m8 1.5 5.75 3.25v6.5L8 14.5l-5.75-3.25v-6.5zM2.25 4.75 8 8m0 0 5.75-3.25M8 8v6.5" />,
    branch: <path d="M4.5 5.5v5M11.5 6.5c0 2.5-2 3-4 3.25-2 .25-3 .75-3 1.25M6 4a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0Zm0 8a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0Zm7-7a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0Z" />,
    check: <path d="m3 8.5 3.25 3.25L13 4.75" />,
    check_circle: <path d="M14.25 8a6.25 6.25 0 1 1-12.5 0 6.25 6.25 0 0 1 12.5 0ZM5.25 8.25l2 2 3.5-4" />,
    chevron_down: <path d="m4 6 4 4 4-4" />,
    chevron_right: <path d="m6 4 4 4-4 4" />,
    clock: <path d="M14.25 8a6.25 6.25 0 1 1-12.5 0 6.25 6.25 0 0 1 12.5 0ZM8 4.5V8l2.25 1.5" />,
    close: <path d="m4 4 8 8m0-8-8 8" />,
    copy: <path d="M5.5 5.5h8v8h-8zM10.5 5.25V2.5h-8v8h2.75" />,
    cpu: <path d="M4 4h8v8H4zM6.5 6.5h3v3h-3zM6 1.75V4m4-2.25V4m-4 8v2.25M10 12v2.25M1.75 6H4m-2.25 4H4m8-4h2.25M12 10h2.25" />,
    download: <path d="M8 2v8m-3.25-3L8 10.25 11.25 7M2.5 13.5h11" />,
    edit: <path d="M10.75 2.5 13.5 5.25 5.5 13.25H2.75V10.5zM9 4.25 11.75 7" />,
    external: <path d="M9.5 2.5h4v4m0-4L7.5 8.5M12 9.5v4H2.5V4h4" />,
    eye: <path d="M1.25 8S3.5 3.5 8 3.5 14.75 8 14.75 8 12.5 12.5 8 12.5 1.25 8 1.25 8Zm8.5 0a1.75 1.75 0 1 1-3.5 0 1.75 1.75 0 0 1 3.5 0Z" />,
    eye_off: <path d="M6.25 3.75C6.8 3.6 7.4 3.5 8 3.5c4.5 0 6.75 4.5 6.75 4.5a12 12 0 0 1-1.75 2.3M4.25 4.7A11 11 0 0 0 1.25 8S3.5 12.5 8 12.5a6.3 6.3 0 0 0 3.5-1.1M2 2l12 12" />,
    filter: <path d="M1.75 3.5h12.5M4 8h8m-5.5 4.5h3" />,
    gauge: <path d="M2.75 12.25a6.25 6.25 0 1 1 10.5 0M8 9.25l2.75-3.5" />,
    grip: <path d="M6 3.5h.01M10 3.5h.01M6 8h.01M10 8h.01M6 12.5h.01M10 12.5h.01" />,
    heart: <path d="M8 13.5S1.75 10 1.75 5.75A3.25 3.25 0 0 1 8 4.5a3.25 3.25 0 0 1 6.25 1.25C14.25 10 8 13.5 8 13.5Z" />,
    info: <path d="M14.25 8a6.25 6.25 0 1 1-12.5 0 6.25 6.25 0 0 1 12.5 0ZM8 7.5v3.5m0-6v.01" />,
    key: <path d="M9.25 6.75a3.25 3.25 0 1 0-2.5 2.5l1 1h1.5v1.5h1.5v1.5h2.5v-2.75zM5.25 5.25h.01" />,
    layers: <path d="m8 1.75 6.25 3.25L8 8.25 1.75 5zM1.75 8 8 11.25 14.25 8M1.75 11 8 14.25 14.25 11" />,
    link: <path d="M6.75 9.25a2.75 2.75 0 0 0 4 0l2-2a2.85 2.85 0 0 0-4-4l-.75.75M9.25 6.75a2.75 2.75 0 0 0-4 0l-2 2a2.85 2.85 0 0 0 4 4l.75-.75" />,
    lock: <path d="M3.5 7h9v7h-9zM5.25 7V4.75a2.75 2.75 0 0 1 5.5 0V7" />,
    logs: <path d="M2 3.5h12M2 6.5h8M2 9.5h10.5M2 12.5h6" />,
    menu: <path d="M2 4h12M2 8h12M2 12h12" />,
    monitor: <path d="M1.75 2.75h12.5v8.5H1.75zM5.5 14h5M8 11.25V14" />,
    moon: <path d="M13.75 9.5A6 6 0 0 1 6.5 2.25a6 6 0 1 0 7.25 7.25Z" />,
    more: <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" />,
    pause: <path d="M5.5 3v10M10.5 3v10" />,
    play: <path d="m4.5 2.5 8.5 5.5-8.5 5.5z" />,
    plus: <path d="M8 3v10M3 8h10" />,
    refresh: <path d="M13.5 2.5v3.25h-3.25M13.25 5.75A5.75 5.75 0 1 0 13.75 8" />,
    rocket: <path d="M6 10 4 8c.5-3 3-6 9.5-6C13.5 8.5 10.5 11 7.5 11.5zM4 8H1.75L3.5 5.5 5 5.4M7.5 11.5v2.75L10.25 12.5l.1-1.5M3 11c-1 .75-1 3-1 3s2.25 0 3-1" />,
    rollback: <path d="M2.5 2.5v3.5H6M2.75 6A5.75 5.75 0 1 1 2.25 8.5" />,
    search: <path d="M11.5 7a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0Zm-1.25 3.25L14 14" />,
    server: <path d="M2 2.5h12v4.5H2zM2 9h12v4.5H2zM4.75 4.75h.01M4.75 11.25h.01" />,
    settings: <path d="M2 4.5h6m4 0h2M2 11.5h2m4 0h6M8 4.5a2 2 0 1 0 4 0 2 2 0 0 0-4 0ZM4 11.5a2 2 0 1 0 4 0 2 2 0 0 0-4 0Z" />,
    shield: <path d="M8 1.5 13.5 3.5v4c0 4-3 6-5.5 7-2.5-1-5.5-3-5.5-7v-4zM5.5 8l2 2 3-3.5" />,
    sign_out: <path d="M6 2.5H2.5v11H6M10.5 11l3-3-3-3m3 3H6" />,
    stop: <path d="M3.5 3.5h9v9h-9z" />,
    sun: <path d="M11 8a3 3 0 1 1-6 0 3 3 0 0 1 6 0ZM8 1v1.5m0 11V15M1 8h1.5m11 0H15M3.05 3.05l1.05 1.05m7.8 7.8 1.05 1.05m0-9.9L11.9 4.1m-7.8 7.8-1.05 1.05" />,
    team: <path d="M8.25 5a2.25 2.25 0 1 1-4.5 0 2.25 2.25 0 0 1 4.5 0ZM1.5 13.25c0-2.5 1.75-4 4.5-4s4.5 1.5 4.5 4M10.25 2.9a2.25 2.25 0 0 1 0 4.2M12 9.6c1.6.55 2.5 1.85 2.5 3.65" />,
    terminal: <path d="M1.75 2.5h12.5v11H1.75zM4.5 6l2 2-2 2M8 10.25h3.5" />,
    trash: <path d="M2.5 4h11M6 3.75V2h4v1.75M4 4l.6 10h6.8L12 4M6.5 6.75v4.5m3-4.5v4.5" />,
    user: <path d="M10.75 5.25a2.75 2.75 0 1 1-5.5 0 2.75 2.75 0 0 1 5.5 0ZM2.5 14c0-2.75 2.25-4.25 5.5-4.25s5.5 1.5 5.5 4.25" />,
    warning: <path d="M8 2 14.5 13.25h-13zM8 6.5V9.5m0 1.75v.01" />,
    wrap: <path d="M2 3.5h12M2 8h9.5a2.25 2.25 0 0 1 0 4.5H8.5m1.75-2L8.25 12.5l2 2M2 12.5h3.5" />,
    x_circle: <path d="M14.25 8a6.25 6.25 0 1 1-12.5 0 6.25 6.25 0 0 1 12.5 0ZM5.75 5.75l4.5 4.5m0-4.5-4.5 4.5" />,
};

export type IconName = keyof typeof shapes;

/** Beside words it says nothing of its own; alone it needs a `label`. */
export function Icon({ name, label, size = 16 }: { name: IconName; label?: string; size?: number }) {
    return (
        <svg
            width={size} height={size} viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.5"
            strokeLinecap="round" strokeLinejoin="round" role={label ? 'img' : undefined} aria-label={label}
            aria-hidden={label ? undefined : true}
        >
            {shapes[name]}
        </svg>
    );
}
