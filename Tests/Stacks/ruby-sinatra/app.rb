# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

require "sinatra"

get("/") { "hello from sinatra\n" }
get("/health") { "ok\n" }
