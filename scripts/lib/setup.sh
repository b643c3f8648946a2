# shellcheck shell=bash
# Shared by scripts/run and scripts/test: finds, reports and installs missing packages on Debian and Ubuntu.
# This file is sourced, so its lists are used elsewhere:
# shellcheck disable=SC2034

# One line for each requirement: what to look for | the Debian package | its purpose.
needed_to_build=(
    "command:cc|gcc|compiles the bundled SQLite"
    "file:/usr/include/stdlib.h|libc6-dev|C library headers, for the same purpose"
)
needed_for_a_window=(
    "library:libEGL.so.1|libegl1|OpenGL, which draws the window"
    "library:libGL.so.1|libgl1|OpenGL, which draws the window"
    "package:libgl1-mesa-dri|libgl1-mesa-dri|OpenGL drivers, including the software renderer"
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
    "command:openbox|openbox|gives the window focus, and closes it as a user would"
    "command:dbus-daemon|dbus|a separate message bus for the window"
    "file:/usr/share/dbus-1/services/org.a11y.Bus.service|at-spi2-core|makes the window readable for screen readers"
    "python:gi|python3-gi|the same, for the test driver"
    "command:xdotool|xdotool|types on the keyboard"
    "command:xclip|xclip|reads the clipboard"
)
needed_for_all_tests=(
    "command:xclock|x11-apps|a window that covers another"
    "command:parcellite|parcellite|a clipboard manager, which puts back what was copied"
    "package:mesa-vulkan-drivers|mesa-vulkan-drivers|draws the test pictures without a GPU"
    "python:ensurepip|python3-venv|isolates the fuzzer from the system's Python"
    "command:curl|curl|reads the service's metrics after fuzzing"
    "command:strace|strace|fails system calls and records writes for the laboratory"
    "command:git|git|fetches the list of known vulnerabilities"
    "file:/etc/ssl/certs/ca-certificates.crt|ca-certificates|verifies the server of that list"
)

say() { printf '%s\n' "$*"; }

stop() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

is_linux() { [[ $(uname -s) == Linux ]]; }

has_display() { ! is_linux || [[ -n ${DISPLAY:-} || -n ${WAYLAND_DISPLAY:-} ]]; }

# Whether the requirement is met. If that can't be determined here, it counts as met; the program itself reports what is
# missing.
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

# need LINE...: installs missing packages, or stops and prints the command to install them.
need() {
    is_linux || return 0
    local line package why packages=() command
    for line in "$@"; do
        is_here "${line%%|*}" && continue
        IFS='|' read -r _ package why <<<"$line"
        ((${#packages[@]})) || say "Missing packages:"
        printf '  %-22s %s\n' "$package" "$why"
        packages+=("$package")
    done
    ((${#packages[@]})) || return 0

    command -v apt-get >/dev/null ||
        stop "apt-get is not available. Install the equivalents of these Debian packages and run this script again."
    command="apt-get install --yes --no-install-recommends ${packages[*]}"
    if ((EUID != 0)); then
        command -v sudo >/dev/null ||
            stop "installing packages requires root, and sudo is not available. As root, run: apt-get update && $command"
        command="sudo $command"
    fi
    say "Installing: $command"
    install_packages "${packages[@]}" || stop "the installation failed. Run it manually to see why: $command"
    for line in "$@"; do
        is_here "${line%%|*}" || stop "${line%%|*} is still missing. Run the installation manually to see why: $command"
    done
}

install_packages() {
    local as_root=()
    ((EUID == 0)) || as_root=(sudo)
    # One unreachable package source must not prevent installing from the others.
    "${as_root[@]}" apt-get update -qq || say "apt-get update reported errors. Continuing with the existing package lists."
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install --yes -qq --no-install-recommends "$@" >/dev/null
}

# need_rust ROOT: requires cargo in the version that the package needs.
need_rust() {
    # A shell started before rustup was installed does not have its folder in PATH.
    PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"
    command -v cargo >/dev/null ||
        stop "Rust is missing. Install it from https://rustup.rs and run this script again."
    local wanted found
    wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' "$1/Cargo.toml")
    found=$(rustc --version | cut -d ' ' -f 2)
    at_least "$wanted" "$found" || stop "Rust $wanted or later is required; $found is installed. Run: rustup update stable"
}

# at_least WANTED FOUND: whether version FOUND is WANTED or later.
at_least() { [[ $(printf '%s\n' "$1" "$2" | sort --version-sort | head -n 1) == "$1" ]]; }
