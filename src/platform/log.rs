//! The log on standard error, which `RUST_LOG` enables.
//!
//! A filter is a level for the whole program or for a module. Filters on fields, which need a regex engine, are not
//! supported.

use std::io;

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// Starts the log with the filter in `RUST_LOG`, for example `debug` or `avo_admin::server=trace,warn`, or with the level
/// `otherwise` if `RUST_LOG` is not set, which shows the heads of the audit trail too.
pub fn start(otherwise: LevelFilter) {
    let filter = match std::env::var_os("RUST_LOG") {
        Some(value) => filter_from(&value.to_string_lossy()),
        None if otherwise == LevelFilter::OFF => return,
        None => Targets::new()
            .with_default(otherwise)
            .with_target("avo_admin::head", LevelFilter::INFO),
    };
    let lines = tracing_subscriber::fmt::layer().with_writer(io::stderr);
    tracing_subscriber::registry().with(filter).with(lines).init();
}

/// Parses a list of `level`, `module` and `module=level`. Invalid directives are ignored, and the default level is ERROR.
fn filter_from(text: &str) -> Targets {
    let directives = text.split(',').map(str::trim).filter(|directive| !directive.is_empty());
    let shown = Targets::new().with_default(LevelFilter::ERROR);
    directives
        .filter_map(|directive| directive.parse::<Targets>().ok())
        .fold(shown, |filter, parsed| match parsed.default_level() {
            Some(level) => filter.with_default(level),
            None => filter.with_targets(parsed.iter()),
        })
}

#[cfg(test)]
mod tests {
    use tracing::Level;

    use super::*;

    #[test]
    fn a_level_holds_for_every_module() {
        let filter = filter_from("debug");
        assert!(filter.would_enable("avo_admin::store", &Level::DEBUG));
        assert!(!filter.would_enable("avo_admin::store", &Level::TRACE));
    }

    #[test]
    fn a_module_has_a_level_of_its_own() {
        let filter = filter_from("warn, avo_admin::server=trace");
        assert!(filter.would_enable("avo_admin::server::clients", &Level::TRACE));
        assert!(!filter.would_enable("avo_admin::store", &Level::INFO));
        assert!(filter.would_enable("avo_admin::store", &Level::WARN));
    }

    #[test]
    fn a_module_without_a_level_shows_everything() {
        let filter = filter_from("avo_admin");
        assert!(filter.would_enable("avo_admin::store", &Level::TRACE));
        assert!(!filter.would_enable("hyper", &Level::WARN));
    }

    #[test]
    fn a_directive_that_cannot_be_read_leaves_the_others_in_force() {
        let filter = filter_from("avo_admin=loud,hyper=info");
        assert!(filter.would_enable("hyper", &Level::INFO));
        assert!(!filter.would_enable("avo_admin", &Level::WARN));
    }

    #[test]
    fn an_empty_text_shows_errors() {
        let filter = filter_from("");
        assert!(filter.would_enable("avo_admin", &Level::ERROR));
        assert!(!filter.would_enable("avo_admin", &Level::WARN));
    }
}
