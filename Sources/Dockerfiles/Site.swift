// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// How an image serves a folder: nginx with a configuration of its own, as any user and on any port.
///
/// nginx was chosen because it is small in its `alpine-slim` variant (12 MB), compresses, answers conditional and partial
/// requests, ends gracefully, and is what most who take the file over know. Its own entrypoint is left out: it writes below
/// /etc, which only root may.
enum Site {
    static func image(_ version: String) -> Image { Image("nginx", "\(version)-alpine-slim", hasEntrypoint: true) }

    static let user = "101:101"
    static let root = "/srv"
    private static let template = "/etc/nginx/site.template"

    /// Fills in the port and becomes nginx.
    static let start = [
        "/bin/sh", "-c",
        "sed \"s/@PORT@/$PORT/\" \(template) > /tmp/nginx.conf && exec nginx -c /tmp/nginx.conf -g 'daemon off;'",
    ]

    static func healthCheck(_ path: String) -> [String] {
        ["/bin/sh", "-c", "wget -q -O /dev/null \"http://127.0.0.1:$PORT\"\(path.shellWord)"]
    }

    /// Writes the configuration. A root that is the source itself holds files that are not meant to be read.
    static func configure(isSinglePage: Bool, isSource: Bool) -> Instruction {
        .write(configuration(isSinglePage: isSinglePage, isSource: isSource), to: template)
    }

    private static func configuration(isSinglePage: Bool, isSource: Bool) -> [String] {
        let missing = isSinglePage ? "/index.html" : "=404"
        let own = isSource ? ["    location ~ ^/(Dockerfile|dextra\\.yaml)$ { return 404; }"] : []
        return [
            "worker_processes auto;", "pid /tmp/nginx.pid;", "error_log stderr warn;",
            "events { worker_connections 1024; }", "http {", "  include /etc/nginx/mime.types;",
            "  default_type application/octet-stream;", "  access_log /dev/stdout;", "  sendfile on;",
            "  server_tokens off;", "  absolute_redirect off;", "  gzip on;", "  gzip_vary on;",
            "  gzip_types text/css text/plain application/javascript application/json application/xml image/svg+xml;",
            "  client_body_temp_path /tmp/body;", "  proxy_temp_path /tmp/proxy;", "  fastcgi_temp_path /tmp/fastcgi;",
            "  uwsgi_temp_path /tmp/uwsgi;", "  scgi_temp_path /tmp/scgi;", "  server {", "    listen @PORT@;",
            "    root \(root);", "    error_page 404 /404.html;",
            "    location / { try_files $uri $uri.html $uri/ \(missing); }",
            "    location ~ /\\.(?!well-known/) { return 404; }",
        ] + own + ["  }", "}"]
    }
}
