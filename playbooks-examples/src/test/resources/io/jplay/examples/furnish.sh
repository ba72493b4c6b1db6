#!/bin/sh
# Runs as root inside a new root, before the host boots: packages from the repository of the tests.
set -eu
echo 'deb [trusted=yes] file:/opt/repository ./' >/etc/apt/sources.list
mkdir -p /var/lib/apt/lists/partial
dpkg --force-confnew -i /opt/repository/tenant-tools_1.0_all.deb /opt/repository/uv_*.deb
apt-get -qq update
