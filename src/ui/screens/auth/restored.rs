//! What a restore has done, on the sign-in screen after it.

use egui::Ui;

use crate::domain::backup::{Restored, UserChange};
use crate::ui::parts::muted_ui;
use crate::ui::strings::restore as words;
use crate::ui::widgets::{StatusTone, banner_ui};
use crate::words::lists::list;
use crate::words::withdrawals;

/// So many names are listed.
const MOST_NAMES: usize = 12;

/// Draws it: which file was kept, and who needs a one-time password.
pub(super) fn restored_ui(ui: &mut Ui, restored: &Restored) {
    let kept = restored
        .kept
        .as_ref()
        .map(|path| words::kept(&path.display().to_string()));
    banner_ui(ui, StatusTone::Ok, words::restored(), &kept.unwrap_or_default(), |_| ());
    let needs = restored.withdrawals.users.iter().filter(|user| {
        matches!(
            user.change,
            UserChange::Limited {
                has_other_password: true,
                ..
            }
        )
    });
    let names: Vec<&str> = needs.map(|user| user.user_name.as_str()).collect();
    if !names.is_empty() {
        ui.add_space(10.0);
        let shown = list(names.iter().take(MOST_NAMES));
        let more = names.len().saturating_sub(MOST_NAMES);
        muted_ui(
            ui,
            &match u64::try_from(more) {
                Ok(more @ 1..) => words::need_passwords_more(&shown, more),
                _ => words::need_passwords(&shown),
            },
        );
    }
    if !restored.has_administrator {
        ui.add_space(10.0);
        banner_ui(ui, StatusTone::Waiting, "", withdrawals::no_administrator(), |_| ());
    }
    ui.add_space(20.0);
}
