//! Lists in the pattern of the language. A message a language costs less than the patterns of `icu_list`, which differ only
//! in the conjunction that these lists do not have.

use super::words;

words! {
    "lists":
    next_item(list: &str, item: &str);
    next_clause(list: &str, item: &str);
}

/// Short items in one line, such as "build-host-7, laptop-bo".
pub fn list<Item: AsRef<str>>(items: impl IntoIterator<Item = Item>) -> String {
    joined(items, next_item)
}

/// Clauses in one line.
pub fn clauses<Item: AsRef<str>>(items: impl IntoIterator<Item = Item>) -> String {
    joined(items, next_clause)
}

fn joined<Item: AsRef<str>>(items: impl IntoIterator<Item = Item>, next: fn(&str, &str) -> String) -> String {
    let mut items = items.into_iter();
    let first = items.next().map_or_else(String::new, |item| item.as_ref().to_owned());
    items.fold(first, |list, item| next(&list, item.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_listed_in_one_line() {
        assert_eq!(list(["a"; 0]), "");
        assert_eq!(list(["a"]), "a");
        assert_eq!(list(["a", "b", "c"]), "a, b, c");
        assert_eq!(clauses(["a, b", "c"]), "a, b; c");
    }
}
