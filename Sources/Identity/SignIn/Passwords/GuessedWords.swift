// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What passwords that are found in every list of them are made of, in small letters.
enum GuessedWords {
    static let words = [
        "password", "passwort", "passw0rd", "passphrase", "pass", "word", "admin", "administrator", "root", "user",
        "login", "welcome", "willkommen", "secret", "geheim", "master", "letmein", "changeme", "change", "default",
        "dextra", "deploy", "server", "system", "company", "office", "internet", "computer", "google", "facebook",
        "microsoft", "windows", "linux", "debian", "apple", "samsung", "iloveyou", "love", "lovely", "loveme",
        "sunshine", "princess", "dragon", "monkey", "tiger", "eagle", "lion", "kitty", "puppy", "buster", "shadow",
        "football", "baseball", "basketball", "soccer", "hockey", "golf", "liverpool", "chelsea", "arsenal", "yankees",
        "superman", "batman", "spiderman", "pokemon", "starwars", "minecraft", "naruto", "matrix", "ninja", "hunter",
        "michael", "jessica", "jennifer", "ashley", "daniel", "thomas", "andrew", "charlie", "jordan", "george",
        "robert", "matthew", "anthony", "joshua", "nicole", "michelle", "amanda", "andrea", "maria", "justin",
        "summer", "winter", "spring", "autumn", "january", "february", "march", "april", "june", "july", "august",
        "september", "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday",
        "saturday", "sunday", "hello", "hallo", "qwerty", "qwertz", "azerty", "asdf", "zxcv", "qazwsx", "1qaz2wsx",
        "1q2w3e4r", "trustno", "whatever", "freedom", "flower", "cookie", "chocolate", "cheese", "banana", "orange",
        "summertime", "forever", "family", "friends", "jesus", "christ", "heaven", "angel", "blessed", "test",
        "testing",
        "guest", "temp", "demo", "example", "sample", "access", "private", "correct", "horse", "battery", "staple",
        "the", "and", "you", "my", "is", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ]

    /// Rows of keys, and the same from right to left.
    static let rows: [[Character]] = [
        "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "qsdfghjklm", "zxcvbnm", "yxcvbnm", "1234567890",
        "!@#$%^&*()", "qazwsxedcrfvtgbyhnujm", "1qaz2wsx3edc4rfv5tgb",
    ].flatMap { [Array($0), Array($0.reversed())] }
}
