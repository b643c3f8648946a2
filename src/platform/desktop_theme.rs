//! Whether the desktop prefers dark windows.
//!
//! X11 has no answer of its own, and Wayland compositors give none to a window either. The desktop's settings portal has:
//! `color-scheme` in the namespace `org.freedesktop.appearance` (XDG Desktop Portal, interface Settings). Other systems
//! tell the window themselves.

/// What the desktop prefers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DesktopTheme {
    /// Dark windows.
    Dark,
    /// Light windows, or nothing.
    Light,
}

/// Calls `tell` with what the desktop prefers, now and at each change, on a thread of its own. It is never called where
/// the desktop has no such setting.
#[cfg(not(all(unix, not(target_os = "macos"))))]
pub(crate) fn follow(_tell: impl Fn(DesktopTheme) + Send + 'static) {}

#[cfg(all(unix, not(target_os = "macos")))]
pub(crate) use portal::follow;

#[cfg(all(unix, not(target_os = "macos")))]
mod portal {
    use zbus::blocking::{Connection, Proxy};
    use zbus::zvariant::{OwnedValue, Value};

    use super::DesktopTheme;

    const SERVICE: &str = "org.freedesktop.portal.Desktop";
    const OBJECT: &str = "/org/freedesktop/portal/desktop";
    const INTERFACE: &str = "org.freedesktop.portal.Settings";
    const NAMESPACE: &str = "org.freedesktop.appearance";
    const KEY: &str = "color-scheme";

    /// Calls `tell` with what the desktop prefers, now and at each change, on a thread of its own. It is never called
    /// where the desktop has no such setting.
    pub(crate) fn follow(tell: impl Fn(DesktopTheme) + Send + 'static) {
        #[expect(clippy::disallowed_methods, reason = "one of the program's threads")]
        let started = std::thread::Builder::new()
            .name("desktop-theme".to_owned())
            .spawn(move || {
                if let Err(error) = follow_portal(&tell) {
                    tracing::debug!(%error, "the desktop has no setting for dark windows");
                }
            });
        if let Err(error) = started {
            tracing::warn!(%error, "the desktop's setting for dark windows is not followed");
        }
    }

    /// Returns only with an error, or when the session bus ends.
    fn follow_portal(tell: &impl Fn(DesktopTheme)) -> zbus::Result<()> {
        let connection = Connection::session()?;
        let settings = Proxy::new(&connection, SERVICE, OBJECT, INTERFACE)?;
        // Before the first reading, so that no change is missed.
        let changes = settings.receive_signal("SettingChanged")?;
        // The older of the two methods, which every portal has.
        let value: OwnedValue = settings.call("Read", &(NAMESPACE, KEY))?;
        tell(preference(&value));
        for change in changes {
            let body = change.body();
            let (namespace, key, value): (&str, &str, Value<'_>) = body.deserialize()?;
            if (namespace, key) == (NAMESPACE, KEY) {
                tell(preference(&value));
            }
        }
        Ok(())
    }

    /// 1 prefers dark windows; 0 and 2 do not. The older method wraps the number twice.
    fn preference(value: &Value<'_>) -> DesktopTheme {
        match value {
            Value::Value(inner) => preference(inner),
            Value::U32(1) => DesktopTheme::Dark,
            _ => DesktopTheme::Light,
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn dark_is_one_however_often_it_is_wrapped() {
            let wrapped = Value::Value(Box::new(Value::U32(1)));
            assert_eq!(preference(&wrapped), DesktopTheme::Dark);
            assert_eq!(preference(&Value::U32(1)), DesktopTheme::Dark);
            for other in [Value::U32(0), Value::U32(2), Value::from("dark")] {
                assert_eq!(preference(&other), DesktopTheme::Light);
            }
        }
    }
}
