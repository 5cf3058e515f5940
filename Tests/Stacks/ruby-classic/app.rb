# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

require "sinatra"

get("/") { "hello from classic sinatra\n" }
