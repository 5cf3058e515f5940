# SPDX-FileCopyrightText: 2026 The Dextra authors
# SPDX-License-Identifier: Apache-2.0

import streamlit

streamlit.write("hello from streamlit")
