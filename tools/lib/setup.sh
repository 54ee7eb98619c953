# Set-up that tools/run, tools/test and tools/pictures share. Sourced, never run.
# shellcheck shell=bash

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$ROOT"

# Debian packages, by what needs them.
# make, pkg-config and libssl-dev: the virtual machine of the embedded chain.
BUILD_PACKAGES=(gcc libc6-dev make pkg-config libssl-dev)
# The on-chain program: Debian's Rust has the chain's target, and its LLVM is the one that the linker
# is built against.
PROGRAM_PACKAGES=(rustc-web libstd-rust-web-dev-bpf llvm-22-dev libpolly-22-dev libzstd-dev zlib1g-dev gcc g++ libc6-dev)
CLIENT_PACKAGES=(pkg-config libasound2-dev libudev-dev libwayland-dev libxkbcommon-dev libx11-dev)
SCREEN_PACKAGES=(libxkbcommon-x11-0 libxi6 libxcursor1 libxrandr2)
PICTURE_PACKAGES=(xvfb xauth mesa-vulkan-drivers)

# Colour only where a terminal shows it.
BOLD='' RED='' PLAIN=''
if [[ -t 2 && -z ${NO_COLOR:-} ]]; then
    BOLD=$'\033[1m' RED=$'\033[1;31m' PLAIN=$'\033[0m'
fi

say() { printf '%s==> %s%s\n' "$BOLD" "$*" "$PLAIN" >&2; }

fail() {
    printf '%serror:%s %s\n' "$RED" "$PLAIN" "$*" >&2
    exit 1
}

# Where cargo puts what it builds.
target_dir() {
    cargo metadata --format-version 1 --no-deps --offline 2>/dev/null |
        sed -n 's/.*"target_directory":"\([^"]*\)".*/\1/p'
}

need_rust() {
    # rustup's own directory is not always in the PATH of a script.
    PATH="$PATH:${CARGO_HOME:-${HOME:-}/.cargo}/bin"
    command -v cargo >/dev/null || fail "there is no cargo; install Rust as https://rustup.rs says, then run this again"
    # With rustup, this fetches the toolchain that rust-toolchain.toml names, once.
    cargo --version >/dev/null || fail "cargo does not start; see above"
}

# Debian packages: installed only when missing, as root or by sudo without a password.
need_packages() {
    if ! command -v dpkg-query >/dev/null; then
        say "this is not Debian: if the build misses a library, install what these packages hold: $*"
        return
    fi
    local missing=() package
    for package in "$@"; do
        case $(dpkg-query -W -f='${db:Status-Status} ' "$package" 2>/dev/null || true) in
            *installed\ *) ;;
            *) missing+=("$package") ;;
        esac
    done
    ((${#missing[@]})) || return 0
    local install=(apt-get install -y --no-install-recommends "${missing[@]}") as=()
    if ((EUID != 0)); then
        sudo -n true 2>/dev/null ||
            fail "Debian packages are missing; run this line, then this script again:
  sudo apt-get update && sudo ${install[*]}"
        as=(sudo -n)
    fi
    say "installing Debian packages: ${missing[*]}"
    "${as[@]}" apt-get update -q
    "${as[@]}" env DEBIAN_FRONTEND=noninteractive "${install[@]}"
}

# cargo-nextest runs tests in parallel; without it cargo's own runner does.
have_nextest() {
    cargo nextest --version >/dev/null 2>&1 && return
    say "installing cargo-nextest, once"
    env -u CARGO_TARGET_DIR cargo install --locked cargo-nextest && return
    say "cargo-nextest cannot be had here: cargo test runs the tests instead"
    return 1
}

# Runs a command with a screen: the one that is there, or one in memory.
with_screen() {
    if [[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]] || ! command -v xvfb-run >/dev/null; then
        "$@"
    else
        xvfb-run -a -s "-screen 0 1280x720x24" "$@"
    fi
}
