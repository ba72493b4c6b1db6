#!/bin/sh
# Small local repositories below /opt/lab for each package manager that is installed: `lab-hello` 1.0
# and 1.1, `lab-tool` that needs `lab-base`, `lab-app` 1.0 and 1.1 that needs `lab-base` only when it is
# new, `lab-slow` that is installed only when somebody writes to the pipe /tmp/lab-go. The managers are
# pointed at these and at nothing else. Runs as root in a root of its own.
#
#   repositories.sh build [KIND..]             deb, rpm, pacman, apk, xbps; all
#   repositories.sh deb NAME VERSION DEPENDS [FIELD: VALUE]   one more package for apt
#   repositories.sh more KIND NAME VERSION     one more package
#   repositories.sh less KIND NAME             it is no longer there
#   repositories.sh offer VERSION              the newest lab-hello that the repositories have
#   repositories.sh spoil MANAGER              its only repository cannot be read or trusted, and
#   repositories.sh mend MANAGER               is as it was
#   repositories.sh rebuild                    lab-base of apk is built again, at the same version
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
# a tar without its end, so that others may follow it; then one signed by the lab's key
apk_part() { # DIRECTORY FILE...
  from=$1; shift
  tar -C "$from" -b 1 --format=ustar --owner=0 --group=0 -cf - "$@" | head -c -1024 | gzip -1n
}
apk_signed() { # FILE
  s=$lab/build/sign; rm -rf "$s"; mkdir -p "$s"
  openssl dgst -sha1 -sign $lab/build/lab.pem -out "$s/.SIGN.RSA.lab.rsa.pub" "$1"
  { apk_part "$s" .SIGN.RSA.lab.rsa.pub; cat "$1"; } >"$1.signed"
}
make_apk() { # NAME VERSION DEPENDS [BUILD]
  d=$lab/build/apk; rm -rf "$d"; mkdir -p "$d/data/opt/apk/$1"
  [ -e $lab/build/lab.pem ] || openssl genrsa -out $lab/build/lab.pem 2048 2>/dev/null
  echo "$2" >"$d/data/opt/apk/$1/version"
  sum=$(sha1sum <"$d/data/opt/apk/$1/version")
  tar -C "$d/data" --format=posix --pax-option="delete=atime,delete=ctime,APK-TOOLS.checksum.SHA1:=${sum%% *}" \
    --owner=0 --group=0 -cf - opt | gzip -1n >"$d/data.gz"
  { printf 'pkgname = %s\npkgver = %s-r0\npkgdesc = test\nurl = none\nbuilddate = 1\npackager = lab\nsize = 4\narch = noarch\nlicense = none\n' "$1" "$2"
    [ -z "$3" ] || echo "depend = $3"
    [ -z "${4-}" ] || echo "commit = $4"
    sum=$(sha256sum <"$d/data.gz"); echo "datahash = ${sum%% *}"; } >"$d/.PKGINFO"
  files=.PKGINFO
  [ "$1" != lab-slow ] || { printf '#!/bin/sh\necho waiting >/tmp/lab-here; cat /tmp/lab-go\n' >"$d/.pre-install"; chmod 755 "$d/.pre-install"; files='.PKGINFO .pre-install'; }
  # shellcheck disable=SC2086 # words
  apk_part "$d" $files >"$d/control.gz"
  apk_signed "$d/control.gz"
  cat "$d/control.gz.signed" "$d/data.gz" >"$lab/apk/$1-$2-r0.apk"
}
make_xbps() {
  d=$lab/build/xbps; rm -rf "$d"; mkdir -p "$d/opt/xbps/$1"
  echo "$2" >"$d/opt/xbps/$1/version"
  [ "$1" != lab-slow ] || { printf '#!/bin/sh\n[ $1 != pre ] || { echo waiting >/tmp/lab-here; cat /tmp/lab-go; }\n' >"$d/INSTALL"; chmod 755 "$d/INSTALL"; }
  (cd "$lab/xbps" && xbps-create -q -A noarch -n "$1-$2_1" -s test ${3:+-D "$3>=0"} "$d")
}
make_all() { # MAKER
  "$1" lab-hello 1.0 ''; "$1" lab-hello 1.1 ''; "$1" lab-base 1.0 ''; "$1" lab-tool 1.0 lab-base; "$1" lab-slow 1.0 ''
  "$1" lab-app 1.0 ''; "$1" lab-app 1.1 lab-base
}
build() { # KIND..
  [ $# -gt 0 ] || set -- deb rpm pacman apk xbps
  for kind; do
    case $kind in deb) by=dpkg-scanpackages ;; rpm) by=rpmbuild ;; pacman) by=repo-add ;; apk) by=apk ;; *) by=xbps-create ;; esac
    ! has $by || { mkdir -p "$lab/$kind"; make_all "make_$kind"; }
  done
}
built() { [ -d "$lab/$1" ] && has "$2"; }
configure() {
  rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/* /var/lib/apt/lists/* /etc/yum.repos.d /etc/zypp/repos.d
  mkdir -p /etc/yum.repos.d /etc/zypp/repos.d /etc/dnf/vars /etc/apk/keys /etc/xbps.d /var/lib/pacman/sync /var/cache/pacman/pkg
  echo "deb [trusted=yes] file:$lab/pub/deb ./" >/etc/apt/sources.list
  echo 12 >/etc/dnf/vars/releasever
  # rpm of Debian keeps its database in the user's home
  mkdir -p /etc/rpm; echo '%_dbpath /var/lib/rpm' >/etc/rpm/macros
  printf '[lab]\nname=lab\nbaseurl=file://%s/pub/rpm\nenabled=1\ngpgcheck=0\n' $lab | tee /etc/yum.repos.d/lab.repo >/etc/zypp/repos.d/lab.repo
  printf '[options]\nArchitecture = auto\nSigLevel = Never\n[lab]\nSigLevel = Never\nServer = file://%s/pub/pacman\n' $lab >/etc/pacman.conf
  echo $lab/pub/apk >/etc/apk/repositories
  echo "repository=$lab/pub/xbps" >/etc/xbps.d/00-repository-main.conf
  ! built apk apk || { openssl rsa -in $lab/build/lab.pem -pubout -out /etc/apk/keys/lab.rsa.pub 2>/dev/null
    apk --print-arch >/etc/apk/arch; }
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
publish_apk() {
  arch=$(apk --print-arch); mkdir -p "$lab/pub/apk/$arch"
  cp $lab/apk/*.apk "$lab/pub/apk/$arch"
  (cd "$lab/pub/apk/$arch" && apk index -q --rewrite-arch "$arch" -o APKINDEX.tar.gz ./*.apk &&
    apk_signed APKINDEX.tar.gz && mv APKINDEX.tar.gz.signed APKINDEX.tar.gz)
  # where it looks for packages of no architecture differs by its version
  ln -s "$arch" $lab/pub/apk/noarch
}
# an index has one version of each package
publish_xbps() { # WHERE LESS
  rm -rf "$lab/$1/xbps"; mkdir -p "$lab/$1/xbps"; cp $lab/xbps/*.xbps "$lab/$1/xbps"
  (cd "$lab/$1/xbps" && eval "$2" && xbps-rindex -a ./*.xbps >/dev/null)
}
spoil() {
  case $1 in
    apk) mv /etc/apk/keys/lab.rsa.pub /etc/apk/keys/lab.away ;;
    xbps) for f in $lab/pub/xbps/*-repodata; do echo spoilt >"$f"; done ;;
  esac
}
mend() {
  case $1 in apk) mv /etc/apk/keys/lab.away /etc/apk/keys/lab.rsa.pub ;; *) publish 1.1 ;; esac
}
publish() {
  rm -rf $lab/pub; mkdir -p $lab/pub/deb $lab/pub/rpm $lab/pub/pacman
  cp $lab/deb/*.deb $lab/pub/deb/ 2>/dev/null || :
  cp $lab/rpm/*.rpm $lab/pub/rpm/ 2>/dev/null || :
  cp $lab/pacman/*.gz $lab/pub/pacman/ 2>/dev/null || :
  [ "$1" = 1.1 ] || rm -f $lab/pub/*/lab-hello-1.1*
  ! built deb dpkg-scanpackages || (cd $lab/pub/deb && dpkg-scanpackages --multiversion . 2>/dev/null >Packages &&
    sum=$(sha256sum <Packages) && printf 'Origin: lab\nLabel: lab\nSuite: lab-security\nSHA256:\n %s %s Packages\n' "${sum%% *}" "$(wc -c <Packages)" >Release)
  ! built rpm createrepo_c || (cd $lab/pub/rpm && createrepo_c -q --no-database --simple-md-filenames . && advisory >updateinfo.xml &&
    modifyrepo_c --no-compress updateinfo.xml repodata >/dev/null)
  ! built apk apk || publish_apk
  ! built xbps xbps-rindex || { publish_xbps pub "[ $1 = 1.1 ] || rm -f lab-hello-1.1*"
    publish_xbps old 'rm -f *-1.1*'; }
  ! built pacman repo-add || (cd $lab/pub/pacman && repo-add -q lab.db.tar.gz ./*.pkg.tar.gz >/dev/null)
}
installed() {
  case $1 in
    apt) dpkg-query -W -f '${db:Status-Abbrev}|${Package} ${Version}\n' | sed -n 's/^ii |//p' ;;
    dnf* | zypper) rpm -qa --qf '%{NAME} %{VERSION}\n' ;;
    pacman) pacman -Q | sed 's/-1$//' ;;
    apk) apk info -v 2>/dev/null | sed -E 's/-([^-]*)-r0$/ \1/' ;;
    xbps) xbps-query -l | sed -E 's/^.. ([^ ]*)-([^ -]*)_1 .*/\1 \2/' ;;
  esac | grep '^lab-' | sort | paste -sd , -
}
# the versions that are there are not what was asked for: they may be upgraded
arrange_apk() {
  rm -rf /lib/apk/db /usr/lib/apk/db /etc/apk/world /opt/apk
  apk add -q --initdb
  for name; do shift; set -- "$@" "${name%-*}=${name##*-}-r0"; done
  [ $# = 0 ] || apk add -q "$@"
  sed -i 's/=.*//' /etc/apk/world
}
arrange_xbps() {
  rm -rf /var/db/xbps /opt/xbps
  for name; do
    where=old; [ "${name##*-}" = 1.0 ] || where=pub
    xbps-install -y -i -R $lab/$where/xbps "${name%-*}" >/dev/null
  done
}
arrange() {
  manager=$1; shift
  here=$(installed "$manager" | tr , '\n' | sed 's/ .*//')
  case $manager in
    apt) kind=deb; suffix=deb; erase='dpkg -P'; put='dpkg -i' ;;
    dnf* | zypper) kind=rpm; suffix=rpm; erase='rpm -e'; put='rpm -U' ;;
    apk) arrange_apk "$@"; return ;;
    xbps) arrange_xbps "$@"; return ;;
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
  build) shift; build "$@"; configure; publish 1.1 ;;
  deb) make_deb "$2" "$3" "$4" "${5-}"; publish 1.1 ;;
  more) "make_$2" "$3" "$4" ''; publish 1.1 ;;
  less) rm -f "$lab/$2/$3"-[0-9]*; publish 1.1 ;;
  offer) publish "$2" ;;
  spoil) spoil "$2" ;;
  mend) mend "$2" ;;
  rebuild) make_apk lab-base 1.0 '' again; publish 1.1 ;;
  arrange) shift; arrange "$@" ;;
  installed) installed "$2" ;;
esac
