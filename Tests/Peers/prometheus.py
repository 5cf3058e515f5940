#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

"""Reads metrics from standard input with the parsers of the PyPI package prometheus_client; prints the samples as JSON.

    prometheus.py prometheus     text format 0.0.4
    prometheus.py openMetrics    OpenMetrics 1.0
"""

import json
import sys

from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse_open
from prometheus_client.parser import text_string_to_metric_families as parse_text

parse = {"prometheus": parse_text, "openMetrics": parse_open}[sys.argv[1]]
text = sys.stdin.buffer.read().decode("utf-8")
samples = [
    {"name": sample.name, "labels": sample.labels, "value": sample.value}
    for family in parse(text)
    for sample in family.samples
]
json.dump(samples, sys.stdout)
