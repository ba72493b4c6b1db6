#!/bin/sh
# Two services of a root of its own: `lab-rc` for OpenRC and `lab-sysv` as a script with an LSB header,
# both a sleep; the directories of OpenRC as they are after a boot. Each reload adds a line to
# /tmp/reloads. Runs as root in that root.
set -eu
if command -v openrc >/dev/null 2>&1; then
  for d in exclusive started starting stopping inactive wasinactive failed hotplugged scheduled options init.d daemons tmp; do
    mkdir -p "/run/openrc/$d"
  done
  echo default >/run/openrc/softlevel
  cat >/etc/init.d/lab-rc <<'END'
#!/sbin/openrc-run
command=/bin/sleep
command_args=1000
command_background=true
pidfile=/run/lab-rc.pid
# the program is gone, not only told, before it starts again
retry=TERM/20
extra_started_commands=reload
reload() { echo reloaded >>/tmp/reloads; }
END
  chmod 755 /etc/init.d/lab-rc
fi
cat >/etc/init.d/lab-sysv <<'END'
#!/bin/sh
### BEGIN INIT INFO
# Provides:          lab-sysv
# Required-Start:
# Required-Stop:
# Default-Start:     2 3 4 5
# Default-Stop:      0 1 6
# Short-Description: test
### END INIT INFO
. /lib/lsb/init-functions
p=/run/lab-sysv.pid
case $1 in
  start) start-stop-daemon --start --quiet --background --make-pidfile --pidfile $p --exec /bin/sleep -- 1000 ;;
  stop) start-stop-daemon --stop --quiet --oknodo --retry 5 --remove-pidfile --pidfile $p ;;
  restart) $0 stop; $0 start ;;
  reload) echo reloaded >>/tmp/reloads ;;
  status) status_of_proc -p $p /bin/sleep lab-sysv ;;
  *) exit 3 ;;
esac
END
chmod 755 /etc/init.d/lab-sysv
