# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

ARG BASE
FROM ${BASE}
RUN useradd --uid 10001 --no-create-home app
WORKDIR /app
COPY --chown=10001:10001 . .
USER 10001
ENV NODE_ENV=production PORT=8080 HOST=0.0.0.0
EXPOSE 8080
CMD ["node", "server.js"]
