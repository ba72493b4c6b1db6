#!/bin/sh
# Builds the packages of the tests as an apt repository: make-packages.sh DIRECTORY
# They stand in for what is not ours to test: Caddy and uv, as shell programs.
set -eu
repository=$1
mkdir -p "$repository"

# package NAME VERSION: builds it from the tree in $tree
package() {
  mkdir -p "$tree/DEBIAN"
  printf 'Package: %s\nVersion: %s\nArchitecture: all\nMaintainer: test <test@localhost>\nDescription: stand-in\n' \
    "$1" "$2" >"$tree/DEBIAN/control"
  dpkg-deb --root-owner-group --build "$tree" "$repository/$1_$2_all.deb" >/dev/null
  rm -rf "$tree"
}

tree=$repository/tree
for version in 1.0 1.1; do
  mkdir -p "$tree/usr/bin"
  printf '#!/bin/sh\necho %s\n' "$version" >"$tree/usr/bin/tenant-tools"
  chmod 755 "$tree/usr/bin/tenant-tools"
  package tenant-tools "$version"
done

mkdir -p "$tree/usr/bin" "$tree/lib/systemd/system" "$tree/etc/init.d"
# counts its starts, so that a test sees each restart
cat >"$tree/usr/bin/caddy" <<'E2'
#!/bin/sh
echo started >>/var/lib/caddy-starts
exec sleep 100000
E2
cat >"$tree/lib/systemd/system/caddy.service" <<'E2'
[Unit]
Description=Caddy
[Service]
EnvironmentFile=-/etc/caddy/environment
ExecStart=/usr/bin/caddy
[Install]
WantedBy=multi-user.target
E2
cat >"$tree/etc/init.d/caddy" <<'E2'
#!/bin/sh
### BEGIN INIT INFO
# Provides:          caddy
# Required-Start:    $local_fs
# Required-Stop:     $local_fs
# Default-Start:     2 3 4 5
# Default-Stop:      0 1 6
# Short-Description: Caddy
### END INIT INFO
PID=/run/caddy.pid
running() { [ -e $PID ] && kill -0 "$(cat $PID)" 2>/dev/null; }
case $1 in
  start) running || start-stop-daemon --start --quiet --background --make-pidfile --pidfile $PID --startas /usr/bin/caddy ;;
  stop) ! running || start-stop-daemon --stop --quiet --retry 5 --pidfile $PID; rm -f $PID ;;
  restart) $0 stop; $0 start ;;
  status) if running; then echo "caddy is running"; else echo "caddy is not running"; exit 3; fi ;;
  *) exit 2 ;;
esac
E2
chmod 755 "$tree/usr/bin/caddy" "$tree/etc/init.d/caddy"
package caddy 2.6.2

mkdir -p "$tree/usr/bin"
# uv tool install [--force] meltano==VERSION puts a Meltano of that version under ~/.local/bin
cat >"$tree/usr/bin/uv" <<'E2'
#!/bin/sh
set -eu
for last; do :; done
version=${last#meltano==}
mkdir -p "$HOME/.local/bin"
cat >"$HOME/.local/bin/meltano" <<EOF
#!/bin/sh
case \$1 in
  --version) echo "meltano, version $version" ;;
  install)
    if [ -e .meltano/plugins-$version ]; then echo "All plugins are up to date"
    else mkdir -p .meltano; : >.meltano/plugins-$version; echo "Installed extractor 'tap-gitlab'"; fi ;;
  ui) exec sleep 100000 ;;
esac
EOF
chmod 755 "$HOME/.local/bin/meltano"
E2
chmod 755 "$tree/usr/bin/uv"
package uv 0.4

cd "$repository"
for deb in caddy_*.deb tenant-tools_1.1_all.deb uv_*.deb; do
  dpkg-deb --field "$deb"
  printf 'Filename: ./%s\nSize: %s\nSHA256: %s\n\n' "$deb" "$(stat -c %s "$deb")" "$(sha256sum "$deb" | cut -d' ' -f1)"
done >Packages
