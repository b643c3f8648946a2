//! Words of the screens other than User Management, each in a catalogue file of its own.

/// Opening the directory.
pub mod opening {
    use crate::words::words;

    words! {
        "opening":
        opening;
        failed;
        set_log_aside;
        use_copy;
    }
}

/// First start.
pub mod first_start {
    use crate::words::words;

    words! {
        "first_start":
        heading;
        submit;
        busy;
        explanation(path: &str);
    }
}

/// Sign in and Locked.
pub mod sign_in {
    use crate::words::words;

    words! {
        "sign_in":
        submit;
        busy;
        user_name;
        use_it;
        demo_title;
        try_now;
        locked;
        demo_account(user_name: &str);
    }
}

/// The frame around the screens.
pub mod shell {
    use crate::words::words;

    words! {
        "shell":
        navigation;
        home;
        admin;
        user_management;
        settings;
        profile;
        lock;
        messages;
        no_messages;
        no_messages_text;
        not_administrator;
        not_administrator_text;
        go_home;
        clear_failed(kind: &str, name: &str, why: &str);
        clear_unknown(kind: &str, name: &str, why: &str);
        who(full_name: &str, roles: &str);
    }
}

/// Home.
pub mod home {
    use crate::words::words;

    words! {
        "home":
        users;
        clients;
        attention;
        calm;
        calm_text;
        all_users;
        administrators;
        disabled_users;
        locked_users;
        loading;
        account;
        account_text;
        last_sign_in;
        role;
        first_steps;
        create_user;
        create_user_text;
        create_user_now;
        start_service;
        hand_over;
        hand_over_text;
        generate_token;
        step_done;
        serve(database: &str);
        greeting(first_name: &str);
        figure(label: &str, count: u64);
        expired(count: u64);
        expires_soon(count: u64);
        provisioned(count: u64);
        waiting(count: u64);
        locked(count: u64);
        same_email(count: u64);
        disabled(count: u64);
        clock_ahead(from: &str, to: &str);
        clock_ahead_text;
        clock_back(from: &str, to: &str);
        clock_back_text;
        confirm_clock;
        folder_open;
        folder_open_text;
        second_name;
        second_name_text;
        backup_overdue(when: &str);
        backup_never;
        backup_overdue_text;
        backup_settings;
    }
}

/// Settings.
pub mod settings {
    use crate::words::words;

    words! {
        "settings":
        subtitle;
        appearance;
        appearance_text;
        system;
        light;
        dark;
        language;
        language_text;
        english;
        german;
        clipboard;
        clipboard_text;
        lock;
        lock_text;
        look;
        safety;
        fewer(name: &str);
        more(name: &str);
        out_of_bounds(least: u32, most: u32);
    }
}
