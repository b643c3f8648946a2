//! Text that is safe to show: a terminal or a spreadsheet would interpret some names as instructions.

use std::borrow::Cow;
use std::io::{self, Write};

use unicode_width::UnicodeWidthStr as _;

use crate::domain::characters::is_control_or_bidi;
use crate::domain::time::Timestamp;

/// `text` with control characters and those that change the reading direction written as `\u{…}` (Unicode TR 36).
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(is_control_or_bidi) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if is_control_or_bidi(character) {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    Cow::Owned(shown)
}

/// `text` for a cell of a CSV file. A spreadsheet treats a cell that starts with one of `= + - @`, in the full width of
/// East Asian fonts too, a tab or a return as a formula, so it gets a leading apostrophe (OWASP, "CSV Injection").
pub(super) fn csv_cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r']);
    let apostrophe = if is_formula { "'" } else { "" };
    format!("{apostrophe}{}", one_line(text))
}

/// JSON in which control and direction characters that JSON permits are escaped for terminals. They occur only inside
/// strings, so the value is unchanged.
pub(super) fn json_for_terminals(json: &str) -> String {
    let mut shown = String::with_capacity(json.len());
    for character in json.chars() {
        if is_control_or_bidi(character) && character != '\n' {
            let mut units = [0; 2];
            shown.extend(
                character
                    .encode_utf16(&mut units)
                    .iter()
                    .map(|unit| format!("\\u{unit:04x}")),
            );
        } else {
            shown.push(character);
        }
    }
    shown
}

/// A timestamp for programs: RFC 3339 in UTC.
pub(super) fn rfc_3339(at: Timestamp) -> Option<String> {
    jiff::Timestamp::from_millisecond(at.unix_ms())
        .ok()
        .map(|at| at.to_string())
}

/// The same for sentences, where one that no calendar has is shown as its number.
pub(super) fn utc(at: Timestamp) -> String {
    rfc_3339(at).unwrap_or_else(|| at.unix_ms().to_string())
}

/// A timestamp for people: local date and time to the minute.
pub(super) fn local_minute(at: Timestamp, zone: &jiff::tz::TimeZone) -> Option<String> {
    let at = jiff::Timestamp::from_millisecond(at.unix_ms()).ok()?;
    Some(
        at.to_zoned_datetime(zone.clone())
            .strftime("%Y-%m-%d %H:%M")
            .to_string(),
    )
}

/// Writes lines of cells under `headings`, each column as wide on a terminal as its widest cell.
pub(super) fn write_table<const N: usize>(
    out: &mut dyn Write,
    headings: [&str; N],
    rows: &[[String; N]],
) -> io::Result<()> {
    let headings = headings.map(str::to_owned);
    let mut widths = [0_usize; N];
    for row in std::iter::once(&headings).chain(rows) {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    for row in std::iter::once(&headings).chain(rows) {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', width - cell.width() + 2));
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_control_a_terminal_are_escaped() {
        assert_eq!(one_line("Chen 陈"), "Chen 陈");
        assert_eq!(
            one_line("a\u{1b}[2Jb\nc\u{202e}d\u{9b}"),
            r"a\u{1b}[2Jb\u{a}c\u{202e}d\u{9b}"
        );
    }

    #[test]
    fn cells_that_a_spreadsheet_would_calculate_get_an_apostrophe() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠SUM(A1)"] {
            assert_eq!(csv_cell(cell), format!("'{cell}"));
        }
        assert_eq!(csv_cell("\t=1"), r"'\u{9}=1");
        assert_eq!(csv_cell("\r=1"), r"'\u{d}=1");
        assert_eq!(csv_cell("a=1"), "a=1");
    }

    #[test]
    fn escaped_json_has_the_same_value() {
        let name = "a\u{202e}b\u{9b}c\u{7f}\n\"";
        let json = serde_json::to_string(name).unwrap();
        let shown = json_for_terminals(&json);
        assert!(!shown.contains(is_control_or_bidi), "{shown}");
        assert_eq!(serde_json::from_str::<String>(&shown).unwrap(), name);
    }

    #[test]
    fn timestamps_are_utc_for_programs_and_local_for_people() {
        let at = Timestamp::from_unix_ms(1_767_225_600_000);
        assert_eq!(rfc_3339(at).unwrap(), "2026-01-01T00:00:00Z");
        let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(2));
        assert_eq!(local_minute(at, &zone).unwrap(), "2026-01-01 02:00");
        assert_eq!(rfc_3339(Timestamp::from_unix_ms(i64::MAX)), None);
    }

    #[test]
    fn columns_are_aligned_by_display_width() {
        let rows = [
            ["陈".to_owned(), "x".to_owned()],
            ["e\u{301}".to_owned(), "y".to_owned()],
        ];
        let mut out = Vec::new();
        write_table(&mut out, ["N", "M"], &rows).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "N   M\n陈  x\ne\u{301}   y\n");
    }
}
