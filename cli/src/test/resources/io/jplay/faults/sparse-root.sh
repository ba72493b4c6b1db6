# A root with one shell and the named tools of busybox, and nothing else.
#
#   sparse-root.sh DIRECTORY SHELL TOOL...
set -eu
root=$1 shell=$2
shift 2
mkdir -p "$root/bin" "$root/tmp" "$root/var/tmp" "$root/etc" "$root/root" "$root/proc" "$root/dev"
chmod 1777 "$root/tmp" "$root/var/tmp"
for program in busybox "$shell"; do
  path=$(command -v "$program")
  cp -L "$path" "$root/bin/"
  for library in $(ldd "$path" 2>/dev/null | grep -o '/[^ ]*'); do
    mkdir -p "$root$(dirname "$library")"
    cp -L "$library" "$root$library"
  done
done
ln -s "$shell" "$root/bin/sh"
for tool; do ln -sf busybox "$root/bin/$tool"; done
echo 'root:x:0:0:root:/root:/bin/sh' >"$root/etc/passwd"
echo 'root:x:0:' >"$root/etc/group"
mknod -m 666 "$root/dev/null" c 1 3
