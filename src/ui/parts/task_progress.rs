//! How far a task is that a dialog waits for.

use egui::{Response, Ui};

use crate::state::{AppState, Task, TaskId};
use crate::ui::widgets::progress_bar;

/// Draws the bar of `task`, with what `words` say at so many per cent.
pub(crate) fn task_progress_ui(
    ui: &mut Ui,
    state: &AppState,
    task: Option<TaskId>,
    words: fn(Option<u64>) -> String,
) -> Response {
    let percent = task.and_then(|id| state.task(id)).and_then(Task::percent);
    #[expect(clippy::cast_precision_loss, reason = "at most 100")]
    let fraction = percent.map(|percent| percent as f32 / 100.0);
    progress_bar(ui, fraction, &words(percent))
}
