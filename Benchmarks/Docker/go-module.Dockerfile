# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

ARG BASE
ARG FINAL
FROM ${BASE} AS build
WORKDIR /src
COPY go.mod ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/app .
FROM ${FINAL}
COPY --from=build /out/app /app
ENV PORT=8080 HOST=0.0.0.0
EXPOSE 8080
USER 65532
CMD ["/app"]
