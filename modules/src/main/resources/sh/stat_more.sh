# jp_more PATH attributes|plain mime|plain: what stat does not say, a line each:
# access (of r w x), block size and device type, lsattr, mime type.
jp_more() {
  jp_can=
  [ -r "$1" ] && jp_can=r
  [ -w "$1" ] && jp_can=${jp_can}w
  [ -x "$1" ] && jp_can=${jp_can}x
  printf '%s\n' "$jp_can"
  stat -c '%o %t %T' -- "$1" 2>/dev/null || echo
  if [ "$2" = attributes ] && [ ! -L "$1" ]; then lsattr -vd -- "$1" 2>/dev/null | { IFS= read -r l; printf '%s\n' "$l"; }; else echo; fi
  if [ "$3" = mime ] && command -v file >/dev/null 2>&1; then file -b --mime-type --mime-encoding -- "$1" 2>/dev/null || echo; fi
  return 0
}
