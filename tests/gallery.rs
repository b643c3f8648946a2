//! Renders every widget in both themes at both scales to `target/gallery`, for looking at. It compares nothing.

#![expect(
    clippy::indexing_slicing,
    clippy::too_many_lines,
    reason = "made-up rows of known number, and pages that are long lists"
)]

use avo_admin::domain::secret::SecretText;
use avo_admin::ui::icons::Icon;
use avo_admin::ui::theme::{self, Tokens};
use avo_admin::ui::widgets::*;
use egui::{Frame, RichText, Theme, Ui, Vec2, vec2};
use egui_kittest::Harness;

struct State {
    page: &'static str,
    text: String,
    email: String,
    secret: SecretText,
    role: u8,
    filter: u8,
    days: u8,
    admin: bool,
    tab: u8,
}

impl State {
    fn of(page: &'static str) -> Self {
        Self {
            page,
            text: "Bo".into(),
            email: "bo.lindqvist@example".into(),
            secret: SecretText::from("eighteen letters!!"),
            role: 1,
            filter: 0,
            days: 7,
            admin: true,
            tab: u8::from(page == "provision"),
        }
    }
}

const ROLES: &[(u8, &str)] = &[(0, "Quality Engineer"), (1, "Quality Manager"), (2, "Quality Lead")];

fn shell_ui(ui: &mut Ui, state: &mut State) {
    let t = Tokens::of(ui);
    let rect = ui.max_rect();
    ui.painter().rect_filled(rect, 0.0, t.bg);
    egui::Panel::left("nav")
        .exact_size(theme::NAV_WIDTH)
        .resizable(false)
        .show_separator_line(false)
        .frame(Frame::NONE.fill(t.nav).inner_margin(egui::Margin::symmetric(12, 16)))
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.horizontal(|ui| {
                ui.add_space(8.0);
                brand_ui(ui, "Avo Admin", 24.0, 15.0)
            });
            ui.add_space(16.0);
            nav_item(ui, Icon::Home, "Home", false, false);
            nav_group_ui(ui, "Admin");
            nav_item(ui, Icon::Users, "User Management", true, false);
            nav_item(ui, Icon::Log, "Audit Log", false, false);
            nav_item(ui, Icon::Gear, "Settings", false, false);
        });
    egui::CentralPanel::default()
        .frame(Frame::NONE.inner_margin(egui::Margin {
            left: 28,
            right: 28,
            top: 22,
            bottom: 14,
        }))
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.label(RichText::new("User Management").font(theme::semibold(theme::TEXT_PAGE_TITLE)));
            ui.label(RichText::new("1,000,000 users, 2,004,117 clients").color(t.muted));
            ui.add_space(14.0);
            ui.horizontal(|ui| {
                let mut search = String::new();
                TextField::new("Search", &mut search)
                    .hint("Search name, e-mail, client or host")
                    .leading_icon(Icon::Find)
                    .kbd_hint("Ctrl F")
                    .width(340.0)
                    .without_visible_label()
                    .show(ui);
                Select::new("Role", &mut state.filter, &[(0, "All roles"), (1, "Quality Lead")])
                    .as_button()
                    .show(ui);
                let mut any = 0;
                Select::new("Client status", &mut any, &[(0, "Any client status")])
                    .as_button()
                    .show(ui);
                right_aligned_ui(ui, "bar", |ui| {
                    Button::new("Import").show(ui);
                    Button::new("Export").enabled(false).show(ui);
                    Button::primary("Create").icon(Icon::Plus).show(ui);
                });
            });
            ui.add_space(12.0);
            let height = ui.available_height() - 34.0;
            table_frame(ui, 12).show(ui, |ui| {
                ui.allocate_ui(vec2(ui.available_width(), height), |ui| users_ui(ui, state));
            });
            ui.add_space(10.0);
            ui.label(RichText::new("1 to 14 of 1,000,000").color(t.muted));
        });
}

const USERS: &[(&str, &str, &str, &str, &str)] = &[
    (
        "ana.garcia",
        "Ana",
        "García",
        "Quality Manager",
        "2 of 2, all registered",
    ),
    ("bo.lindqvist", "Bo", "Lindqvist", "Quality Lead", "1 of 3, 1 waiting"),
    ("chen.wei", "Wei", "Chen", "Quality Engineer", "4 of 4, all registered"),
    ("dev.patel", "Dev", "Patel", "Quality Engineer", "0 of 1, deregistered"),
    (
        "hana.sato",
        "Hana",
        "Satō",
        "Quality Manager",
        "1 of 2, 1 token expired",
    ),
];

fn users_ui(ui: &mut Ui, _state: &mut State) {
    let columns = [
        Column::new("name", "User Name", 110.0).sortable(),
        Column::new("first", "First Name", 94.0).sortable(),
        Column::new("last", "Last Name", 92.0).sortable(),
        Column::new("email", "Email Id", 206.0).sortable(),
        Column::new("role", "Primary Role", 192.0).sortable(),
        Column::new("clients", "Clients", 195.0),
        Column::new("changed", "Last changed", 110.0).sortable(),
        Column::new("edit", "", 92.0).fixed(),
    ];
    DataTable::new("users", "Users", &columns, 100_000)
        .selected(Some(1))
        .sort(Some(Sort {
            column: "name",
            descending: false,
        }))
        .show(
            ui,
            |row| USERS[row % USERS.len()].0.to_owned(),
            |ui, cell| {
                let t = Tokens::of(ui);
                let user = USERS[cell.row % USERS.len()];
                match cell.column {
                    0 => {
                        ui.label(RichText::new(user.0).font(theme::semibold(13.0)));
                    }
                    1 => {
                        ui.label(user.1);
                    }
                    2 => {
                        ui.label(user.2);
                    }
                    3 => {
                        ui.label(RichText::new(format!("{}@example.com", user.0)).color(t.muted));
                    }
                    4 => {
                        ui.label(user.3);
                        if cell.row == 0 {
                            tag(ui, "Admin", None);
                        } else if cell.row == 2 {
                            tag(ui, "Locked", Some(StatusTone::Bad));
                        }
                    }
                    5 => {
                        let tone = [
                            StatusTone::Ok,
                            StatusTone::Waiting,
                            StatusTone::Ok,
                            StatusTone::Off,
                            StatusTone::Bad,
                        ][cell.row % 5];
                        status_pill(ui, tone, user.4);
                    }
                    6 => {
                        ui.label(RichText::new("today 14:02").color(t.muted));
                    }
                    _ => {
                        if cell.selected {
                            Button::new("Edit")
                                .small()
                                .icon(Icon::Pen)
                                .accessible_name("Edit bo")
                                .show(ui);
                        }
                    }
                }
            },
        );
}

fn dialog_ui(ui: &mut Ui, state: &mut State) {
    let ctx = ui.ctx().clone();
    Dialog::new("edit", "Edit User")
        .subtitle("Bo Lindqvist, bo.lindqvist@example.com")
        .tabs()
        .show(&ctx, |ui, part| match part {
            DialogPart::Tabs => {
                tabs_ui(
                    ui,
                    "Parts",
                    &[(0, "User Details"), (1, "Avo Assure Client Provision")],
                    &mut state.tab,
                );
            }
            DialogPart::Body if state.tab == 0 => details_ui(ui, state),
            DialogPart::Body => provision_ui(ui, state),
            DialogPart::Footer => {
                ui.label(RichText::new("3 unsaved changes").color(Tokens::of(ui).muted));
                right_aligned_ui(ui, "buttons", |ui| {
                    Button::new("Cancel").show(ui);
                    Button::primary("Update").show(ui);
                });
            }
        });
    if state.page == "confirm" {
        ConfirmDialog::new(
            "sure",
            "Delete Bo Lindqvist?",
            "The account and its 3 clients can be restored for 30 days.",
            "Delete",
        )
        .dangerous()
        .show(&ctx);
    }
}

fn pair_ui(ui: &mut Ui, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    let width = (ui.available_width() - theme::FIELD_GAP_X) / 2.0;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = theme::FIELD_GAP_X;
        ui.allocate_ui_with_layout(vec2(width, 0.0), egui::Layout::top_down(egui::Align::Min), left);
        ui.allocate_ui_with_layout(vec2(width, 0.0), egui::Layout::top_down(egui::Align::Min), right);
    });
}

fn details_ui(ui: &mut Ui, state: &mut State) {
    ui.spacing_mut().item_spacing.y = theme::FIELD_GAP_Y;
    let State {
        text,
        email,
        secret,
        role,
        admin,
        ..
    } = state;
    pair_ui(
        ui,
        |ui| {
            TextField::new("Configuration", &mut "Default".to_owned())
                .read_only()
                .show(ui);
        },
        |ui| {
            TextField::new("User Name", &mut "bo.lindqvist".to_owned())
                .read_only()
                .show(ui);
        },
    );
    pair_ui(
        ui,
        |ui| {
            TextField::new("Email Id", email)
                .error(Some("Enter a full address, such as name@example.com"))
                .show(ui);
        },
        |ui| {
            ui.spacing_mut().item_spacing.y = 5.0;
            Select::new("Primary Role", role, ROLES).show(ui);
            checkbox(ui, admin, "Admin");
        },
    );
    pair_ui(
        ui,
        |ui| {
            TextField::new("First Name", text).show(ui);
        },
        |ui| {
            TextField::new("Last Name", &mut "Lindqvist".to_owned()).show(ui);
        },
    );
    pair_ui(
        ui,
        |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            SecretField::new("Password", secret).revealable(true).show(ui);
            strength_meter(
                ui,
                0.78,
                "Strong. Leave both empty to keep the present one.",
                StatusTone::Ok,
            );
        },
        |ui| {
            SecretField::new("Confirm Password", &mut SecretText::from("eighteen letters!!")).show(ui);
        },
    );
}

fn provision_ui(ui: &mut Ui, state: &mut State) {
    ui.spacing_mut().item_spacing.y = 16.0;
    ui.horizontal_top(|ui| {
        let mut name = String::new();
        TextField::new("Avo Assure Client Name", &mut name)
            .hint("For example build-host-8")
            .width(ui.available_width() - 268.0)
            .show(ui);
        beside_field_ui(ui, |ui| {
            Select::new("Token lifetime", &mut state.days, &[(7, "Works for 7 days")])
                .as_button()
                .show(ui)
        });
        beside_field_ui(ui, |ui| Button::primary("Generate").full_width().show(ui));
    });
    token_frame(ui).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 10.0;
        row_ui(ui, 28.0, |ui| {
            ui.label(RichText::new("Token for build-host-7, for Bo Lindqvist").font(theme::semibold(13.0)));
            right_aligned_ui(ui, "clip", |ui| {
                ui.label(RichText::new("On the clipboard, cleared in 24 s").color(Tokens::of(ui).muted));
                Button::new("Clear now").small().show(ui);
            });
        });
        countdown_bar(ui, 0.8);
    });
    let columns = [
        Column::new("client", "Client Name", 120.0),
        Column::new("status", "Status", 150.0),
        Column::new("host", "Host", 90.0),
        Column::new("seen", "Last seen", 100.0),
        Column::new("actions", "Actions", 240.0).fixed(),
    ];
    table_frame(ui, 10).show(ui, |ui| {
        DataTable::new("clients", "Clients", &columns, 3)
            .selected(Some(0))
            .inner()
            .show(
                ui,
                |row| format!("client {row}"),
                |ui, cell| match cell.column {
                    0 => {
                        ui.label(
                            RichText::new(["build-host-7", "laptop-bo", "old-desktop"][cell.row])
                                .font(theme::semibold(13.0)),
                        );
                    }
                    1 => {
                        let (tone, word) = [
                            (StatusTone::Waiting, "Provisioned"),
                            (StatusTone::Ok, "Registered"),
                            (StatusTone::Off, "Deregistered"),
                        ][cell.row];
                        status_pill(ui, tone, word);
                    }
                    4 => {
                        Button::new("Reprovision")
                            .small()
                            .accessible_name(&format!("Reprovision {}", cell.row))
                            .show(ui);
                        Button::danger("Deregister")
                            .small()
                            .accessible_name(&format!("Deregister {}", cell.row))
                            .show(ui);
                    }
                    _ => {
                        ui.label(RichText::new("2 min ago").color(Tokens::of(ui).muted));
                    }
                },
            );
    });
}

fn parts_ui(ui: &mut Ui, state: &mut State) {
    let t = Tokens::of(ui);
    ui.painter().rect_filled(ui.max_rect(), 0.0, t.bg);
    Frame::NONE.inner_margin(28).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 14.0;
        ui.horizontal(|ui| {
            for icon in Icon::ALL {
                let (rect, _) = ui.allocate_exact_size(Vec2::splat(20.0), egui::Sense::hover());
                icon.paint(ui, rect, t.text);
            }
        });
        ui.horizontal(|ui| {
            Button::new("Plain").show(ui);
            Button::primary("Primary").show(ui);
            Button::quiet("Quiet").show(ui);
            Button::danger("Danger").show(ui);
            Button::danger_primary("Delete").show(ui);
            Button::new("Off").enabled(false).show(ui);
            Button::primary("Primary off").enabled(false).show(ui);
            icon_button(ui, Icon::More, "More");
            avatar(ui, "AG");
            keyboard_hint(ui, "Ctrl K");
        });
        ui.horizontal(|ui| {
            status_pill(ui, StatusTone::Ok, "Registered");
            status_pill(ui, StatusTone::Waiting, "Provisioned");
            status_pill(ui, StatusTone::Off, "Deregistered");
            status_pill(ui, StatusTone::Bad, "Expired");
            tag(ui, "Admin", None);
            tag(ui, "Disabled", Some(StatusTone::Off));
            tag(ui, "Locked", Some(StatusTone::Bad));
        });
        banner_ui(
            ui,
            StatusTone::Bad,
            "The directory cannot be written",
            "The disk is full. Free some room on it and try again.",
            |ui| Button::new("Try again").small().show(ui),
        );
        banner_ui(
            ui,
            StatusTone::Waiting,
            "",
            "You sign in with a made password. Change it now.",
            |ui| Button::new("Change password").small().show(ui),
        );
        let mut unticked = false;
        ui.horizontal(|ui| {
            checkbox(ui, &mut state.admin, "Admin");
            checkbox(ui, &mut unticked, "Show disabled users");
        });
        ui.scope(|ui| {
            ui.set_width(360.0);
            Select::new("Primary Role", &mut state.role, ROLES).show(ui);
        });
        ui.add_space(96.0);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 4.0), egui::Sense::hover());
        progress_line(ui, rect, Some(0.9));
        card_frame(ui).show(ui, |ui| {
            ui.set_height(230.0);
            empty_state_ui(
                ui,
                Icon::Users,
                "No users yet",
                "Create the first one, or import a file that another console exported.",
                |ui| {
                    Button::primary("Create").icon(Icon::Plus).show(ui);
                    Button::new("Import").show(ui);
                },
            );
        });
    });
    let ctx = ui.ctx().clone();
    menu_ui(
        &ctx,
        "row",
        "Actions for bo",
        &mut Some(egui::pos2(620.0, 330.0)),
        |ui| {
            menu_item(ui, Icon::Pen, "Edit", "Enter", false);
            menu_item(ui, Icon::Key, "Make a password", "", false);
            menu_item(ui, Icon::Copy, "Copy email", "Ctrl C", false);
            menu_line_ui(ui);
            menu_item(ui, Icon::Trash, "Delete", "Del", true);
        },
    );
    toasts_ui(
        &ctx,
        &[
            ToastView {
                id: 1,
                tone: StatusTone::Ok,
                text: "Bo Lindqvist was saved",
            },
            ToastView {
                id: 2,
                tone: StatusTone::Bad,
                text: "The file could not be written. Choose another folder and try again.",
            },
        ],
    );
}

fn page_ui(ui: &mut Ui, state: &mut State) {
    match state.page {
        "parts" => parts_ui(ui, state),
        page => {
            shell_ui(ui, state);
            if page != "users" {
                dialog_ui(ui, state);
            }
        }
    }
}

#[test]
fn draws_every_widget() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/target/gallery");
    std::fs::create_dir_all(folder).unwrap();
    for page in ["users", "details", "provision", "confirm", "parts"] {
        for (theme, name) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
            for scale in [1.0_f32, 2.0] {
                let mut harness = Harness::builder()
                    .with_size(vec2(1366.0, 860.0))
                    .with_pixels_per_point(scale)
                    .with_max_steps(40)
                    .allow_missing_glyphs()
                    .with_theme(theme)
                    .with_context_setup(theme::install)
                    .wgpu()
                    .build_ui_state(page_ui, State::of(page));
                harness.run_steps(12);
                if page == "details" {
                    use egui_kittest::kittest::Queryable as _;
                    harness
                        .get_by_role_and_label(egui::accesskit::Role::TextInput, "First Name")
                        .focus();
                    harness.run_steps(3);
                    if scale > 1.0 {
                        harness.get_by_label("Show Password").click();
                        harness.run_steps(8);
                    }
                }
                if page == "parts" {
                    use egui_kittest::kittest::Queryable as _;
                    harness
                        .get_by_role_and_label(egui::accesskit::Role::ComboBox, "Primary Role")
                        .click();
                    harness.run_steps(8);
                }
                let image = harness.render().unwrap();
                image.save(format!("{folder}/{page}-{name}-{scale}x.png")).unwrap();
            }
        }
    }
}
