"""A desktop's settings portal with nothing but the setting for dark windows, for tests.

usage: settings_portal.py < SCHEMES

Runs on the D-Bus session of its environment until its standard input ends. Each line of it is a value of `color-scheme`
(XDG Desktop Portal: 0 no preference, 1 dark, 2 light), the first of which it begins with. Writes a line once it is there.
"""

import sys

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

NAMESPACE, KEY = "org.freedesktop.appearance", "color-scheme"
INTERFACE = """<node><interface name="org.freedesktop.portal.Settings">
<method name="Read"><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="v" direction="out"/></method>
<signal name="SettingChanged"><arg type="s"/><arg type="s"/><arg type="v"/></signal>
</interface></node>"""


class Portal:
    def __init__(self, scheme: int) -> None:
        self.scheme = scheme
        self.loop = GLib.MainLoop()
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        interface = Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0]
        self.bus.register_object("/org/freedesktop/portal/desktop", interface, self.answer, None, None)
        name = GLib.Variant("(su)", ("org.freedesktop.portal.Desktop", 0))
        self.bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName", name,
                           None, Gio.DBusCallFlags.NONE, 5000)
        print("ready", flush=True)
        GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, self.take_line)

    def answer(self, _bus, _sender, _path, _interface, _method, _arguments, invocation) -> None:
        # Read wraps its value twice.
        value = GLib.Variant("v", GLib.Variant("u", self.scheme))
        invocation.return_value(GLib.Variant("(v)", (value,)))

    def take_line(self, *_: object) -> bool:
        line = sys.stdin.readline()
        if not line:
            self.loop.quit()
            return False
        self.scheme = int(line)
        changed = GLib.Variant("(ssv)", (NAMESPACE, KEY, GLib.Variant("u", self.scheme)))
        self.bus.emit_signal(None, "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings",
                             "SettingChanged", changed)
        return True


if __name__ == "__main__":
    Portal(int(sys.stdin.readline())).loop.run()
