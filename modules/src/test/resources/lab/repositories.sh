#!/bin/sh
# Small local repositories below /opt/lab for each package manager that is installed: `lab-hello` 1.0
# and 1.1, `lab-tool` that needs `lab-base`, `lab-slow` that is installed only when somebody writes to
# the pipe /tmp/lab-go. The managers are pointed at these and at nothing else. Runs as root in a root
# of its own.
#
#   repositories.sh build
#   repositories.sh deb NAME VERSION DEPENDS [FIELD: VALUE]   one more package for apt
#   repositories.sh offer VERSION              the newest lab-hello that the repositories have
#   repositories.sh arrange MANAGER FILE..     exactly these lab packages are installed (NAME-VERSION)
#   repositories.sh installed MANAGER          the lab packages that are installed
set -eu
lab=/opt/lab
has() { command -v "$1" >/dev/null 2>&1; }

make_deb() { # NAME VERSION DEPENDS [FIELD: VALUE]
  d=$lab/build/deb; rm -rf "$d"; mkdir -p "$d/DEBIAN" "$d/usr/share/$1"
  echo "$2" >"$d/usr/share/$1/version"
  { printf 'Package: %s\nVersion: %s\nArchitecture: all\nMaintainer: lab <lab@localhost>\n' "$1" "$2"
    [ -z "$3" ] || echo "Depends: $3"; [ -z "${4-}" ] || echo "$4"
    printf 'Description: test\n'; } >"$d/DEBIAN/control"
  [ "$1" != lab-slow ] || { printf '#!/bin/sh\necho waiting >/tmp/lab-here; cat /tmp/lab-go\n' >"$d/DEBIAN/preinst"; chmod 755 "$d/DEBIAN/preinst"; }
  dpkg-deb --root-owner-group -Znone -b "$d" "$lab/deb/$1-$2.deb" >/dev/null
}
make_rpm() {
  mkdir -p "$lab/build/rpm"
  { printf 'Name: %s\nVersion: %s\nRelease: 1\nSummary: test\nLicense: none\nBuildArch: noarch\nAutoReqProv: no\n' "$1" "$2"
    [ -z "$3" ] || echo "Requires: $3"
    printf '%%description\ntest\n%%install\nmkdir -p %%{buildroot}/usr/share/%s\necho %s >%%{buildroot}/usr/share/%s/version\n' "$1" "$2" "$1"
    [ "$1" != lab-slow ] || printf '%%pre -p <lua>\nlocal f = io.open("/tmp/lab-here", "w"); f:write("waiting"); f:close(); io.open("/tmp/lab-go"):read()\n'
    printf '%%files\n/usr/share/%s\n' "$1"
  } >"$lab/build/rpm/$1.spec"
  rpmbuild --quiet -bb --define "_topdir $lab/build/rpm" --define "_rpmdir $lab/rpm" \
    --define '_rpmfilename %%{NAME}-%%{VERSION}.rpm' \
    --define '_binary_payload w0.gzdio' --define '__os_install_post %{nil}' "$lab/build/rpm/$1.spec" >/dev/null
}
make_pacman() {
  d=$lab/build/pacman; rm -rf "$d"; mkdir -p "$d/opt/pacman/$1"
  echo "$2" >"$d/opt/pacman/$1/version"
  { printf 'pkgname = %s\npkgbase = %s\npkgver = %s-1\npkgdesc = test\nbuilddate = 1\npackager = lab\nsize = 4\narch = any\n' "$1" "$1" "$2"
    [ -z "$3" ] || echo "depend = $3"
    [ "$1" != lab-base ] || echo "group = lab-group"; } >"$d/.PKGINFO"
  files='.PKGINFO opt'
  [ "$1" != lab-slow ] || { printf 'pre_install() { echo waiting >/tmp/lab-here; cat /tmp/lab-go; }\n' >"$d/.INSTALL"; files=".PKGINFO .INSTALL opt"; }
  # shellcheck disable=SC2086 # words
  tar -C "$d" --owner=0 --group=0 -cf - $files | gzip -1n >"$lab/pacman/$1-$2.pkg.tar.gz"
}
make_all() { # MAKER
  "$1" lab-hello 1.0 ''; "$1" lab-hello 1.1 ''; "$1" lab-base 1.0 ''; "$1" lab-tool 1.0 lab-base; "$1" lab-slow 1.0 ''
}
build() {
  mkdir -p $lab/deb $lab/rpm $lab/pacman
  ! has dpkg-scanpackages || make_all make_deb
  ! has rpmbuild || make_all make_rpm
  ! has repo-add || make_all make_pacman
}
configure() {
  rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/* /var/lib/apt/lists/* /etc/yum.repos.d /etc/zypp/repos.d
  mkdir -p /etc/yum.repos.d /etc/zypp/repos.d /etc/dnf/vars /var/lib/pacman/sync /var/cache/pacman/pkg
  echo "deb [trusted=yes] file:$lab/pub/deb ./" >/etc/apt/sources.list
  echo 12 >/etc/dnf/vars/releasever
  # rpm of Debian keeps its database in the user's home
  mkdir -p /etc/rpm; echo '%_dbpath /var/lib/rpm' >/etc/rpm/macros
  printf '[lab]\nname=lab\nbaseurl=file://%s/pub/rpm\nenabled=1\ngpgcheck=0\n' $lab | tee /etc/yum.repos.d/lab.repo >/etc/zypp/repos.d/lab.repo
  printf '[options]\nArchitecture = auto\nSigLevel = Never\n[lab]\nSigLevel = Never\nServer = file://%s/pub/pacman\n' $lab >/etc/pacman.conf
}
# says that lab-hello 1.1 mends a hole
advisory() {
  cat <<'END'
<updates><update from="lab" status="final" type="security" version="1"><id>LAB-1</id><title>lab-hello</title>
<issued date="2024-01-01 00:00:00"/><severity>Important</severity><description>a hole</description>
<pkglist><collection><name>lab</name><package name="lab-hello" version="1.1" release="1" epoch="0" arch="noarch">
<filename>lab-hello-1.1.rpm</filename></package></collection></pkglist></update></updates>
END
}
publish() {
  rm -rf $lab/pub; mkdir -p $lab/pub/deb $lab/pub/rpm $lab/pub/pacman
  cp $lab/deb/*.deb $lab/pub/deb/ 2>/dev/null || :
  cp $lab/rpm/*.rpm $lab/pub/rpm/ 2>/dev/null || :
  cp $lab/pacman/*.gz $lab/pub/pacman/ 2>/dev/null || :
  [ "$1" = 1.1 ] || rm -f $lab/pub/*/lab-hello-1.1*
  ! has dpkg-scanpackages || (cd $lab/pub/deb && dpkg-scanpackages --multiversion . 2>/dev/null >Packages &&
    sum=$(sha256sum <Packages) && printf 'Origin: lab\nLabel: lab\nSuite: lab-security\nSHA256:\n %s %s Packages\n' "${sum%% *}" "$(wc -c <Packages)" >Release)
  ! has createrepo_c || (cd $lab/pub/rpm && createrepo_c -q --no-database --simple-md-filenames . && advisory >updateinfo.xml &&
    modifyrepo_c --no-compress updateinfo.xml repodata >/dev/null)
  ! has repo-add || (cd $lab/pub/pacman && repo-add -q lab.db.tar.gz ./*.pkg.tar.gz >/dev/null)
}
installed() {
  case $1 in
    apt) dpkg-query -W -f '${db:Status-Abbrev}|${Package} ${Version}\n' | sed -n 's/^ii |//p' ;;
    dnf | zypper) rpm -qa --qf '%{NAME} %{VERSION}\n' ;;
    pacman) pacman -Q | sed 's/-1$//' ;;
  esac | grep '^lab-' | sort | paste -sd , -
}
arrange() {
  manager=$1; shift
  here=$(installed "$manager" | tr , '\n' | sed 's/ .*//')
  case $manager in
    apt) kind=deb; suffix=deb; erase='dpkg -P'; put='dpkg -i' ;;
    dnf | zypper) kind=rpm; suffix=rpm; erase='rpm -e'; put='rpm -U' ;;
    pacman) kind=pacman; suffix=pkg.tar.gz; erase='pacman -R --noconfirm'; put='pacman -U --noconfirm' ;;
  esac
  # shellcheck disable=SC2086 # words
  [ -z "$here" ] || $erase $here >/dev/null 2>&1
  # libzypp of Debian trips over what it remembers of a database that rpm changed
  rm -rf /var/cache/zypp/solv/@System
  [ $# = 0 ] || {
    for name; do shift; set -- "$@" "$lab/$kind/$name.$suffix"; done
    $put "$@" >/dev/null 2>&1
  }
}
case $1 in
  build) build; configure; publish 1.1 ;;
  deb) make_deb "$2" "$3" "$4" "${5-}"; publish 1.1 ;;
  offer) publish "$2" ;;
  arrange) shift; arrange "$@" ;;
  installed) installed "$2" ;;
esac
