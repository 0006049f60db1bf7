#!/bin/sh
# Installs the system packages that building rehearse needs, if they are missing. Says what it does before it does it.
#
#   ./setup.sh           what the program needs
#   ./setup.sh --tests   also what the tests need: a sound server of their own, and two speech synthesisers
set -eu

cd "$(dirname "$0")"

say() { printf '%s\n' "$*"; }
fail() {
    printf '%s\n' "$*" >&2
    exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

tests=no
for argument in "$@"; do
    case $argument in
        --tests) tests=yes ;;
        -h | --help)
            sed -n '2,/^set -eu/s/^# \{0,1\}//p' "$0"
            exit 0
            ;;
        *)
            say "setup.sh: there is no option $argument; the only one is --tests" >&2
            exit 2
            ;;
    esac
done

# --- What is missing? ---------------------------------------------------------------------------------------------------

# A need is a plain word; `is_there` says whether the machine has it, `package_of` what it is called here.
is_there() {
    case $1 in
        cxx) have c++ ;;
        alsa) have pkg-config && pkg-config --exists alsa ;;
        # The daemon's tools come in a package of their own in some distributions.
        pulse-tools) have pactl ;;
        pulse-plugin) find /usr/lib /usr/lib64 -name libasound_module_pcm_pulse.so 2>/dev/null | grep -q . ;;
        *) have "$1" ;;
    esac
}

package_of() {
    case $manager:$1 in
        apt:cxx) say g++ ;;
        apt:alsa) say libasound2-dev ;;
        apt:pulse-tools) say pulseaudio-utils ;;
        apt:pulse-plugin) say libasound2-plugins ;;
        dnf:cxx) say gcc-c++ ;;
        dnf:pkg-config) say pkgconf-pkg-config ;;
        dnf:alsa) say alsa-lib-devel ;;
        dnf:pulse-tools) say pulseaudio-utils ;;
        dnf:pulse-plugin) say alsa-plugins-pulseaudio ;;
        pacman:cxx) say gcc ;;
        pacman:pkg-config) say pkgconf ;;
        pacman:alsa) say alsa-lib ;;
        pacman:pulse-tools) say libpulse ;;
        pacman:pulse-plugin) say alsa-plugins ;;
        *) say "$1" ;;
    esac
}

system=$(uname -s)
if [ "$system" = Darwin ]; then
    # Sound comes with the system; the C++ compiler is Apple's. The tests with a sound server run on Linux only.
    needs="cmake"
    have c++ || fail "A C++ compiler is missing. Run: xcode-select --install"
else
    needs="cmake cxx make pkg-config alsa"
    [ "$tests" = no ] || needs="$needs pulseaudio pulse-tools pulse-plugin espeak-ng flite"
fi

manager=none
for candidate in apt-get dnf pacman brew; do
    if have "$candidate"; then
        manager=${candidate%-get}
        break
    fi
done

missing=
for need in $needs; do
    is_there "$need" || missing="$missing $(package_of "$need")"
done
missing=${missing# }

# --- Install it ---------------------------------------------------------------------------------------------------------

case $manager in
    # --no-remove: a sound server of the desktop must not be thrown out for the tests.
    apt) command="apt-get install -y --no-install-recommends --no-remove $missing" ;;
    dnf) command="dnf install -y $missing" ;;
    pacman) command="pacman -S --needed --noconfirm $missing" ;;
    brew) command="brew install $missing" ;;
    none) command= ;;
esac

as_root=
if [ "$manager" != brew ] && [ "$(id -u)" -ne 0 ]; then
    if have sudo; then
        as_root=sudo
    elif have doas; then
        as_root=doas
    fi
fi

if [ -z "$missing" ]; then
    say "System packages: nothing is missing."
else
    say "Missing system packages: $missing"
    if [ "$manager" = none ]; then
        fail "None of apt-get, dnf, pacman and brew is here. Install these in your system's way, then run this again."
    fi
    if [ "$manager" != brew ] && [ "$(id -u)" -ne 0 ] && [ -z "$as_root" ]; then
        say "This needs the rights of the administrator, and neither sudo nor doas is here. As root, run:" >&2
        [ "$manager" != apt ] || say "    apt-get update" >&2
        fail "    $command"
    fi
    if [ "$manager" = apt ]; then
        # A fresh system has no package lists. Old lists may still do, so a failure here is not the end.
        say "Running: ${as_root:+$as_root }apt-get update"
        $as_root apt-get update -qq || say "The package lists could not be refreshed; trying with the old ones." >&2
    fi
    say "Running: ${as_root:+$as_root }$command"
    # The words of the command are its arguments, and none of them has a space.
    # shellcheck disable=SC2086
    if ! $as_root env DEBIAN_FRONTEND=noninteractive $command; then
        say "The installation failed; see above. To try it by hand${as_root:+, as root}:" >&2
        fail "    $command"
    fi
    still=
    for need in $needs; do
        is_there "$need" || still="$still $(package_of "$need")"
    done
    [ -z "$still" ] || fail "Still missing after the installation:$still"
    say "System packages: all there now."
fi

# --- Rust ---------------------------------------------------------------------------------------------------------------

wanted=$(sed -n 's/^rust-version *= *"\(.*\)".*/\1/p' Cargo.toml)
if ! have cargo || ! have rustc; then
    say "Rust is missing; $wanted or later is needed. Get it from https://rustup.rs:" >&2
    say "    curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh" >&2
    if [ -x "${HOME:-/nowhere}/.cargo/bin/cargo" ]; then
        say "It seems to be installed already but not in PATH. Run: . \"\$HOME/.cargo/env\"" >&2
    fi
    exit 1
fi
found=$(rustc --version | sed -n 's/^rustc \([0-9]*\.[0-9]*\).*/\1/p')
major=${found%%.*}
minor=${found#*.}
wanted_major=${wanted%%.*}
wanted_minor=${wanted#*.}
wanted_minor=${wanted_minor%%.*}
if [ "${major:-0}" -lt "$wanted_major" ] ||
    { [ "${major:-0}" -eq "$wanted_major" ] && [ "${minor:-0}" -lt "$wanted_minor" ]; }; then
    say "Rust ${found:-of an unknown version} is too old; $wanted or later is needed." >&2
    if have rustup; then
        say "Run: rustup update stable" >&2
    else
        say "Distributions often ship an old one. Get a current one from https://rustup.rs:" >&2
        say "    curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh" >&2
    fi
    exit 1
fi
say "Rust: $found is fine (needed: $wanted)."
