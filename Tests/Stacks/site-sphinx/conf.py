# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

# Configuration file for the Sphinx documentation builder.

project = "hello"
extensions = []
