//! How a status looks, wherever it is shown.

use crate::domain::client::ClientStatus;
use crate::domain::password::StrengthGrade;
use crate::state::ToastTone;
use crate::ui::widgets::StatusTone;

/// How a client's status looks.
pub(crate) const fn client_tone(status: ClientStatus) -> StatusTone {
    match status {
        ClientStatus::Registered => StatusTone::Ok,
        ClientStatus::Deregistered => StatusTone::Off,
        ClientStatus::Provisioned | ClientStatus::Waiting => StatusTone::Waiting,
        ClientStatus::Expired => StatusTone::Bad,
    }
}

/// How the strength of a password looks.
pub(crate) const fn strength_tone(grade: StrengthGrade) -> StatusTone {
    match grade {
        StrengthGrade::Weak => StatusTone::Bad,
        StrengthGrade::Fair => StatusTone::Waiting,
        StrengthGrade::Good | StrengthGrade::Strong => StatusTone::Ok,
    }
}

/// How a message looks.
pub(crate) const fn toast_tone(tone: ToastTone) -> StatusTone {
    match tone {
        ToastTone::Success => StatusTone::Ok,
        ToastTone::Info => StatusTone::Off,
        ToastTone::Error => StatusTone::Bad,
    }
}
