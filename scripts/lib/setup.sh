# shellcheck shell=bash
# What scripts/run and scripts/test share: finding out what a fresh Debian or Ubuntu lacks, saying so, installing it.
# Sourced, not run, so the lists are used elsewhere:
# shellcheck disable=SC2034

# One line for each thing needed: what to look for | the Debian package that has it | what it is for.
needed_to_build=(
    "command:cc|gcc|compiles the SQLite that is built into the program"
    "file:/usr/include/stdlib.h|libc6-dev|the C library's headers, for the same"
)
needed_for_a_window=(
    "library:libEGL.so.1|libegl1|OpenGL, which draws the window"
    "library:libGL.so.1|libgl1|OpenGL, which draws the window"
    "package:libgl1-mesa-dri|libgl1-mesa-dri|OpenGL's drivers, the one without a graphics card among them"
    "library:libX11.so.6|libx11-6|the connection to the X display"
    "library:libX11-xcb.so.1|libx11-xcb1|the connection to the X display"
    "library:libXcursor.so.1|libxcursor1|pointer shapes"
    "library:libXi.so.6|libxi6|mouse and keyboard"
    "library:libXrandr.so.2|libxrandr2|screen sizes"
    "library:libxkbcommon.so.0|libxkbcommon0|keyboard layouts"
    "library:libxkbcommon-x11.so.0|libxkbcommon-x11-0|keyboard layouts"
    "library:libfontconfig.so.1|libfontconfig1|finds fonts for names in other scripts"
)
needed_on_wayland=(
    "library:libwayland-client.so.0|libwayland-client0|the connection to the Wayland display"
    "library:libwayland-cursor.so.0|libwayland-cursor0|pointer shapes"
    "library:libwayland-egl.so.1|libwayland-egl1|OpenGL on Wayland"
)
needed_for_a_virtual_display=(
    "command:Xvfb|xvfb|a display without a screen"
    "command:openbox|openbox|gives the window the focus, and closes it as a person would"
    "command:dbus-daemon|dbus|a message bus of its own for the window"
    "file:/usr/share/dbus-1/services/org.a11y.Bus.service|at-spi2-core|lets the window be read as a screen reader reads it"
    "python:gi|python3-gi|the same, for the driver that presses and reads"
    "command:xdotool|xdotool|types on the keyboard"
    "command:xclip|xclip|reads what reached the clipboard"
)
needed_for_all_tests=(
    "package:mesa-vulkan-drivers|mesa-vulkan-drivers|draws the test pictures without a graphics card"
    "python:ensurepip|python3-venv|keeps the fuzzer of the service apart from the system's Python"
    "command:curl|curl|reads the service's figures after it was fuzzed"
    "command:git|git|fetches the list of known vulnerabilities"
    "file:/etc/ssl/certs/ca-certificates.crt|ca-certificates|lets that list's server prove who it is"
)

say() { printf '%s\n' "$*"; }

stop() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

is_linux() { [[ $(uname -s) == Linux ]]; }

has_display() { ! is_linux || [[ -n ${DISPLAY:-} || -n ${WAYLAND_DISPLAY:-} ]]; }

# Whether the thing is here. What cannot be told on this system counts as here: the program says itself what it misses.
is_here() {
    local kind=${1%%:*} thing=${1#*:} ldconfig
    case $kind in
        command) command -v "$thing" >/dev/null ;;
        file) [[ -e $thing ]] ;;
        library)
            ldconfig=$(PATH="$PATH:/usr/sbin:/sbin" command -v ldconfig) || return 0
            [[ $("$ldconfig" -p) == *"$thing "* ]]
            ;;
        package)
            command -v dpkg-query >/dev/null || return 0
            [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$thing" 2>/dev/null) == installed ]]
            ;;
        python) /usr/bin/python3 -c "import $thing" 2>/dev/null ;;
    esac
}

# need LINE...: installs what is missing of these, or stops with the command that would.
need() {
    is_linux || return 0
    local line package why packages=() command
    for line in "$@"; do
        is_here "${line%%|*}" && continue
        IFS='|' read -r _ package why <<<"$line"
        ((${#packages[@]})) || say "Missing on this machine:"
        printf '  %-22s %s\n' "$package" "$why"
        packages+=("$package")
    done
    ((${#packages[@]})) || return 0

    command -v apt-get >/dev/null ||
        stop "these are Debian's names, and there is no apt-get here. Install the same by this system's own means, and run this again."
    command="apt-get install --yes --no-install-recommends ${packages[*]}"
    if ((EUID != 0)); then
        command -v sudo >/dev/null ||
            stop "installing them takes root, and there is no sudo here. As root, run: apt-get update && $command"
        command="sudo $command"
    fi
    say "Installing them: $command"
    install_packages "${packages[@]}" || stop "that did not work. Run it by hand to see why, and then this again: $command"
    for line in "$@"; do
        is_here "${line%%|*}" || stop "${line%%|*} is still not found. Run this by hand to see why: $command"
    done
}

install_packages() {
    local as_root=()
    ((EUID == 0)) || as_root=(sudo)
    # An unreachable source among many must not stop what the others have.
    "${as_root[@]}" apt-get update -qq || say "apt-get update complained; going on with the package lists at hand."
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install --yes -qq --no-install-recommends "$@" >/dev/null
}

# need_rust ROOT: cargo must be here, and new enough for the package.
need_rust() {
    # A shell that was open before rustup came does not know its folder yet.
    PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"
    command -v cargo >/dev/null ||
        stop "Rust is missing. Install it as https://rustup.rs says, and run this again."
    local wanted found
    wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' "$1/Cargo.toml")
    found=$(rustc --version | cut -d ' ' -f 2)
    at_least "$wanted" "$found" || stop "Rust $wanted or newer is needed, and this is $found. Run: rustup update stable"
}

# at_least WANTED FOUND: whether version FOUND is WANTED or newer.
at_least() { [[ $(printf '%s\n' "$1" "$2" | sort --version-sort | head -n 1) == "$1" ]]; }
