# Prints `origin|PACKAGE|ORIGIN` for each installed package of dpkg: who made the archive that has its
# version, as the Release file says; nothing behind the bar where none has it.
jp_origins() {
  command -v apt-cache >/dev/null 2>&1 || return 0
  {
    apt-cache policy
    echo packages
    dpkg-query -W -f '${binary:Package} ' | xargs apt-cache policy
  } 2>/dev/null | awk '
    $0 == "packages" { named = 1; next }
    !named && /^ *release / { if (match($0, /[ ,]o=[^,]*/)) made[file] = substr($0, RSTART + 3, RLENGTH - 3); next }
    !named { file = $0; sub(/^ *-?[0-9]+ /, "", file); next }
    /^[^ ]/ { name = $0; sub(/:([a-z0-9-]+:)?$/, "", name); here = 0; next }
    /^ \*\*\* / { here = 1; next }
    here { file = $0; sub(/^ *-?[0-9]+ /, "", file); print "origin|" name "|" made[file]; here = 0 }'
}
