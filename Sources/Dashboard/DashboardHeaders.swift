// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP

/// What browsers are told of every answer beside what the API tells them too, so that a page can do nothing but be these pages.
enum DashboardHeaders {
    /// Nothing from elsewhere, nothing inline, nothing framed; the WebSocket is `'self'` as well.
    static let contentSecurityPolicy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "img-src 'self' data:",
        "font-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
    ].joined(separator: "; ")

    static let shared: HTTPHeaders = [
        "Content-Security-Policy": contentSecurityPolicy,
        // One-time links are never told to anybody; our own server may know where a request comes from.
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    ]

    /// A file's name has a digest of its content: it never changes.
    static let immutable = "public, max-age=31536000, immutable"
}
