//! What is set for the whole process, and who runs it.

/// Keeps the memory of this process, which may hold a password or a token, out of core files and away from debuggers of
/// the same account. Does nothing where the platform has no such switch.
///
/// # Errors
/// What the system says; the program can go on without.
pub fn forbid_core_dumps() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let none = Rlimit {
            current: Some(0),
            maximum: Some(0),
        };
        setrlimit(Resource::Core, none)?;
    }
    // A core_pattern that is a pipe ignores the limit, so the attribute is needed too.
    #[cfg(target_os = "linux")]
    rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable)?;
    Ok(())
}

/// The name of the operating system's account that runs this process, for the audit trail.
pub fn system_account() -> String {
    whoami::username().unwrap_or_else(|_| "unknown".to_owned())
}

/// The host name of this computer. `None` where it has none.
pub fn host_name() -> Option<String> {
    whoami::hostname().ok()
}

/// Whether there is a desktop to open a window on, as far as can be determined without trying.
pub fn has_display() -> bool {
    if cfg!(any(windows, target_os = "macos")) {
        return true;
    }
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"].into_iter().any(is_set)
}

/// The environment variable that names a proxy for HTTPS to `host`. `None` where there is none, or where `NO_PROXY` excepts
/// the host.
pub fn https_proxy_variable(host: &str) -> Option<&'static str> {
    let read = |name| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let excepted = read("NO_PROXY").or_else(|| read("no_proxy")).unwrap_or_default();
    if is_excepted(host, &excepted) {
        return None;
    }
    let names = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
    names.into_iter().find(|name| read(name).is_some())
}

/// Whether `excepted`, a list with commas, has the host, a domain it belongs to, or all of them (`*`).
fn is_excepted(host: &str, excepted: &str) -> bool {
    let mut entries = excepted.split(',').map(|entry| entry.trim().trim_start_matches('.'));
    entries.any(|entry| {
        let is_end = || host.strip_suffix(entry).is_some_and(|rest| rest.ends_with('.'));
        entry == "*" || entry == host || (!entry.is_empty() && is_end())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_excepted_from_the_proxy_by_name_domain_or_star() {
        for excepted in ["console.example.com", "other, example.com", ".example.com", "*"] {
            assert!(is_excepted("console.example.com", excepted), "{excepted}");
        }
        for excepted in ["", ",", "sole.example.com", "example.org"] {
            assert!(!is_excepted("console.example.com", excepted), "{excepted}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn no_core_file_is_written() {
        use rustix::process::{DumpableBehavior, Resource, dumpable_behavior, getrlimit};
        forbid_core_dumps().unwrap();
        assert_eq!(getrlimit(Resource::Core).current, Some(0));
        assert_eq!(getrlimit(Resource::Core).maximum, Some(0));
        assert_eq!(dumpable_behavior().unwrap(), DumpableBehavior::NotDumpable);
    }

    #[test]
    fn the_account_and_the_computer_have_names() {
        assert!(!system_account().trim().is_empty());
        assert!(!host_name().unwrap().trim().is_empty());
    }
}
