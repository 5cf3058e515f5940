# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""Streams that never end by themselves: they must begin, as what the document says, within ten seconds."""

import requests

# Operation, and the query that makes it a stream.
STREAMS = {"listEvents": "?after=0"}


def faults(operations, url, who):
    for operation in operations:
        name = operation.definition.raw["operationId"]
        if name not in STREAMS:
            continue
        headers = who.headers() | {"Accept": "text/event-stream"}
        try:
            with requests.get(
                url + operation.path + STREAMS[name], headers=headers, stream=True, timeout=10
            ) as response:
                kind = response.headers.get("Content-Type", "")
                if response.status_code != 200 or not kind.startswith("text/event-stream"):
                    yield operation, f"as a stream: {response.status_code} {kind}"
                elif not next(response.iter_content(1), b""):
                    yield operation, "the stream is empty"
        except requests.RequestException as error:
            yield operation, f"as a stream: {error}"
