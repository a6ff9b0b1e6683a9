extension Mutator {
    /// Numbers at and beyond the edges of what a program can hold.
    static let numbers = [
        "0", "-0", "1", "-1", "0.5", "2", "1e-300", "5e-324", "1e300", "1e308", "1e400", "-1e400", "1e30", "-1e30",
        "0.1e-400", "4294967296", "2147483648", "9007199254740993", "9223372036854775807", "9223372036854775808",
        "-9223372036854775808", "18446744073709551616", "22517998136852.48", "1000000000", "1000000000000", "1e18",
        "1e15",
        "99999999999999999999999999999999999999", "NaN", "nan", "Infinity", "-Infinity", "inf", "1e", "1e+", ".", "-",
        "1_000", "1,000", "0x10", "1..2", "0000", "400", "401", "100000000", "3e9", "1e-9", "-5", "100", "12", "31",
    ]

    /// Words that mean something to one of the readers, and letters that are not what they seem.
    static let words =
        numbers + [
            // YAML and CSV
            "{", "}", "[", "]", ":", ": ", ",", "- ", "\"", "'", "\n", "  ", "\t", "\r\n", "#", "~", "|", ">", "?",
            "&a ", "*a", "<<: ", "!!int ", "---\n", "null", "true", "false", "csv: ", "extends: ", "include: ", "= ",
            "kind: ", "parties:\n", "contracts:\n", "drivers:\n", "shocks:\n",
            // values, units, formulas
            " USD", " B USD", "%", " % per year", " quarters", " MW", " GPU", " USD/GPU-h", "assumption", "@fact",
            "uniform(0, 1)", "normal(0, 1e300)", "triangular(1, 2, 3)", "discrete(1: 50 %, 0: 50 %)", "lognormal(1, 9)",
            "if 1 > 2 then 3 else ", "lag(drivers.rent.value, 9999)", "time", "lookup(time, 0: 1)", "^", "^ 1e9", "/ 0",
            "ramp(2026Q1, 8)", "max(", "min(", ")", "(", "exp(", "1 M USD per year",
            // dates
            "2026Q1", "2026Q9", "0000-00-00", "0001-01-01", "9999-12-31", "99999-12-31", "2026-02-30", "2200Q4",
            "1900Q1",
            "-2026-01-01", "2026-01-01T24:00:00", "P1ML1", "P0DL0", "P999999999YL1", "P-1ML0", "1Q", "9999999D",
            // JSON
            "{}", "[]", "\"\"", "\\", "\\u0000", "\\ud800", "\"id\":", "\"inputs\":", "null,", "[[]]",
            // HTTP
            "/", "..", "%00", "%2e%2e%2f", "?", "&", "=", "latest", "/api/v1/", "HTTP/1.1", "Content-Length: ",
            "Host: ",
            // letters
            "\u{0}", "\u{1}", "\u{7f}", "\u{85}", "\u{a0}", "\u{2028}", "\u{202e}", "\u{feff}", "\u{fffd}", "\u{1F600}",
            "e\u{301}", "İ", "ß", "٣", "－", "−", "１", "½",
        ]
}
