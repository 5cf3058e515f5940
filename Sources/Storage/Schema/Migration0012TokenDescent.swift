// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    /// With which token a token was made. No reference: a copy brings a table's rows in the order of their IDs, which is
    /// not always that of descent.
    static let tokenDescent = Migration(
        12, "token descent", oldestUsableBinary: 5,
        statements: [
            "ALTER TABLE api_tokens ADD COLUMN made_with TEXT",
            "CREATE INDEX api_tokens_made_with ON api_tokens (made_with) WHERE made_with IS NOT NULL",
        ])
}
