//! Words of the small dialogs, each in a catalogue file of its own.

/// Changing one's own password.
pub mod change_password {
    use crate::words::words;

    words! {
        "change_password":
        title;
        current;
        new;
        submit;
        busy;
        must_heading;
        must_text;
    }
}

/// Confirming a change with the password.
pub mod confirm_password {
    use crate::words::words;

    words! {
        "confirm_password":
        title;
        text;
        submit;
    }
}

/// Questions about one user.
pub mod user_question {
    use crate::words::words;

    words! {
        "user_question":
        own_title;
        delete_title(user_name: &str);
        delete_text(full_name: &str, clients: u64);
        disable_title(user_name: &str);
        disable_text(full_name: &str, registered: u64);
    }
}

/// Closing the window.
pub mod quit {
    use crate::words::words;

    words! {
        "quit":
        title;
        clear_and_quit;
        plain_text;
        clipboard_text(kind: &str, name: &str);
        clear_failed_text(kind: &str, name: &str, why: &str);
        clear_unknown_text(kind: &str, name: &str, why: &str);
    }
}

/// The list of keys.
pub mod keyboard {
    use crate::words::words;

    words! {
        "keyboard":
        title;
        everywhere;
        user_management;
        edit_user;
        this_list;
        home;
        settings;
        search;
        create_user;
        identify_token;
        lock;
        refresh;
        zoom_in;
        zoom_out;
        zoom_reset;
        show_secret;
        next_field;
        previous_field;
        close;
        move_row;
        move_page;
        move_to_end;
        edit_chosen;
        open_clients;
        user_menu;
        delete_user;
        other_tab;
        enter_form;
        save;
    }
}
