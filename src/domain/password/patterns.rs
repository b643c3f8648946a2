//! How much of a password a person who knows the usual patterns would have to guess: what continues a sequence, a row of
//! keys or an earlier part of the password costs next to nothing.

use zeroize::Zeroizing;

/// A password with fewer parts to guess is refused. Each of the fifteen characters of a random one is a part.
const FEWEST_PARTS: usize = 9;
/// So many characters in a pattern count as one; two letters that follow each other happen by chance.
const SHORTEST_RUN: usize = 3;
/// What a run costs: where it begins and which one it is.
const RUN_PARTS: usize = 2;

/// The order of what follows each other, forwards and backwards.
const SEQUENCES: [&str; 7] = [
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "13579",
    "02468",
    // The keypad, in rows and in columns.
    "789456123",
    "741852963",
    "147258369",
];

/// A keyboard: its four rows of letters and digits, and what its row of digits gives with Shift.
struct Keyboard {
    rows: [&'static str; 4],
    shifted_digits: &'static str,
}

const KEYBOARDS: [Keyboard; 3] = [
    Keyboard {
        rows: ["1234567890", "qwertyuiop", "asdfghjkl;", "zxcvbnm,./"],
        shifted_digits: "!@#$%^&*()",
    },
    Keyboard {
        rows: ["1234567890", "qwertzuiop", "asdfghjklö", "yxcvbnm,.-"],
        shifted_digits: "!\"§$%&/()=",
    },
    Keyboard {
        rows: ["1234567890", "azertyuiop", "qsdfghjklm", "wxcvbn,;:!"],
        shifted_digits: "&é\"'(-è_çà",
    },
];

/// Whether `folded`, which is in lower case, is made of repetitions, sequences and neighbouring keys, alone or two of
/// them character by character in turn, such as `1q2w3e4r`.
pub(super) fn is_pattern(folded: &str) -> bool {
    KEYBOARDS.iter().any(|keyboard| {
        let text = Zeroizing::new(folded.chars().map(|c| keyboard.unshifted(c)).collect::<Vec<char>>());
        let sequences = keyboard.sequences();
        let in_turn = |first: usize| Zeroizing::new(text.iter().copied().skip(first).step_by(2).collect::<Vec<char>>());
        parts(&text, &sequences) < FEWEST_PARTS
            || parts(&in_turn(0), &sequences) + parts(&in_turn(1), &sequences) < FEWEST_PARTS
    })
}

impl Keyboard {
    /// The key that gives `character` with Shift.
    fn unshifted(&self, character: char) -> char {
        let place = self.shifted_digits.chars().position(|shifted| shifted == character);
        let [digits, ..] = self.rows;
        place.and_then(|place| digits.chars().nth(place)).unwrap_or(character)
    }

    /// What follows each other on it, and everywhere: its rows, and its columns one after the other, with and without the
    /// row of digits, downwards and upwards.
    fn sequences(&self) -> Vec<Vec<char>> {
        let [_, letters @ ..] = self.rows;
        let upwards = |rows: &[&'static str]| columns(&rows.iter().rev().copied().collect::<Vec<_>>());
        let all = SEQUENCES.iter().chain(&self.rows).map(|row| row.chars().collect());
        let columns = [
            columns(&self.rows),
            upwards(&self.rows),
            columns(&letters),
            upwards(&letters),
        ];
        all.chain(columns).collect()
    }
}

/// The keys of `rows` column by column.
fn columns(rows: &[&str]) -> Vec<char> {
    let most = rows.iter().map(|row| row.chars().count()).max().unwrap_or(0);
    let column = |place: usize| rows.iter().filter_map(move |row| row.chars().nth(place));
    (0..most).flat_map(column).collect()
}

/// The least number of parts that `text` can be put together from: single characters, however often each is repeated, and
/// runs.
fn parts(text: &[char], sequences: &[Vec<char>]) -> usize {
    // What comes up to each place, and all of it at the end.
    let mut least: Vec<usize> = (0..=text.len()).collect();
    for start in 0..text.len() {
        let so_far = at(&least, start);
        let rest = text.get(start..).unwrap_or_default();
        let same = rest.iter().take_while(|next| Some(*next) == rest.first()).count();
        let run = longest_run(text, start, sequences);
        improve(&mut least, start + 1, so_far + 1);
        for end in start + SHORTEST_RUN..=start + same {
            improve(&mut least, end, so_far + 1);
        }
        for end in start + SHORTEST_RUN..=start + run {
            improve(&mut least, end, so_far + RUN_PARTS);
        }
    }
    at(&least, text.len())
}

fn at(least: &[usize], place: usize) -> usize {
    least.get(place).copied().unwrap_or(usize::MAX)
}

fn improve(least: &mut [usize], place: usize, parts: usize) {
    if let Some(known) = least.get_mut(place) {
        *known = parts.min(*known);
    }
}

/// How many characters from `start` on are one run.
fn longest_run(text: &[char], start: usize, sequences: &[Vec<char>]) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let in_sequences = sequences.iter().map(|sequence| in_sequence(rest, sequence)).max();
    let repeated = (0..start).map(|earlier| {
        let forwards = text.get(earlier..).unwrap_or_default().iter();
        let backwards = text.get(..=earlier).unwrap_or_default().iter().rev();
        common(rest, forwards).max(common(rest, backwards))
    });
    in_sequences.into_iter().chain(repeated).max().unwrap_or(0)
}

fn common<'a>(rest: &[char], other: impl Iterator<Item = &'a char>) -> usize {
    rest.iter().zip(other).take_while(|(one, other)| one == other).count()
}

/// How many characters at the start of `rest` follow each other in `sequence`, in either direction.
fn in_sequence(rest: &[char], sequence: &[char]) -> usize {
    let Some(first) = rest.first() else { return 0 };
    let starts = sequence.iter().enumerate().filter(|(_, known)| *known == first);
    let runs = starts.map(|(place, _)| {
        let forwards = sequence.get(place..).unwrap_or_default().iter();
        let backwards = sequence.get(..=place).unwrap_or_default().iter().rev();
        common(rest, forwards).max(common(rest, backwards))
    });
    runs.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn repetitions_sequences_and_neighbouring_keys_are_patterns() {
        for pattern in [
            "aaaaaaaaaaaaaaa",
            "abababababababa",
            "abcabcabcabcabc",
            "xk4xk4xk4xk4xk4",
            "aaaaabbbbbccccc",
            "1234567890123456",
            "0987654321098765",
            "abcdefghijklmnop",
            "ponmlkjihgfedcba",
            "abcdefg1234567890",
            "abccbaabccbaabc",
            "qwertyuiopasdfg",
            "poiuytrewqlkjhg",
            "qwertzuiopasdfg",
            "azertyuiopqsdfg",
            "zxcvbnmasdfghjkl",
            "yxcvbnmasdfghjkl",
            "1qaz2wsx3edc4rfv",
            "1qay2wsx3edc4rfv",
            "1aqw2zsx3edc4rfv",
            "qazwsxedcrfvtgb",
            "zaqxswcdevfrbgt",
            "1q2w3e4r5t6y7u8i",
            "q1w2e3r4t5z6u7i8",
            "1a2b3c4d5e6f7g8h",
            "!@#$%^&*()_!@#$%^",
            "!\"§$%&/()=!\"§$%",
            "&é\"'(-è_çà&é\"'(",
            "147258369147258369",
            "135791357913579",
            "111222333444555",
        ] {
            assert!(is_pattern(pattern), "{pattern}");
        }
    }

    #[test]
    fn words_dates_and_sentences_are_no_patterns() {
        for honest in [
            "nine violet tractors",
            "lindqvist rides a green tram",
            "test of the tenth test",
            "k7mfq-2wxyz-abcde-9hgtp-vn3rs",
            "correct horse battery staple",
            "four by four by four",
            "ножницы и бумага",
            "三匹の猫が庭で眠っている静かな午後",
        ] {
            assert!(!is_pattern(honest), "{honest}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn random_text_of_fifteen_characters_is_no_pattern(
            text in "[0-9]{15,20}|[a-z]{15,40}|[a-zA-Z0-9]{15,40}|[ -~]{15,128}|\\PC{15,40}"
        ) {
            prop_assert!(!is_pattern(&text.to_lowercase()), "{text}");
        }
    }

    #[test]
    fn nine_parts_to_guess_are_enough_and_eight_are_not() {
        assert!(is_pattern("xk4pz9wa"));
        assert!(!is_pattern("xk4pz9wam"));
        assert!(is_pattern("xk4pz9waaa"));
        assert!(!is_pattern("xk4zz9wam"), "two are no repetition");
        assert!(!is_pattern("xk4pz9wmaaa"), "a repetition is one of nine");
        assert!(!is_pattern("1234567xk4pz9w"), "a sequence is two of nine");
        // Eight in turn: a sequence and two single characters, a row of keys and two more.
        assert!(is_pattern("1q2w3e4r5t6y7u8ixzkb"));
    }
}
