#!/bin/sh
# Make an empty room, bring in what is named, and run a command there that may change nothing else.
#   box.sh ROOM JOB "FLAGS OF SETPRIV" PYTHON PATH… -- COMMAND…
# Called through `unshare`, so that every mount here is seen by this process and its children alone.
set -eu
room=$1 job=$2 flags=$3 python=$4
shift 4
# The notebook's kernel talks over this room's own loopback, which leads nowhere else. Set it up:
# SIOCSIFFLAGS with IFF_UP, since not every system has the program ip.
"$python" -Ic 'import fcntl, socket, struct
fcntl.ioctl(socket.socket(), 0x8914, struct.pack("16sh14x", b"lo", 1))'
mount --make-rprivate /
mount -t tmpfs -o size=400m,mode=755 tmpfs "$room"

show() { # a file or folder, at its own place, to be read only
  if [ -d "$1" ]; then mkdir -p "$room$1"; else mkdir -p "$room${1%/*}"; : >"$room$1"; fi
  mount --bind "$1" "$room$1"
  mount -o remount,bind,ro,nosuid,nodev "$room$1"
}

for part in bin sbin lib lib32 lib64 libx32; do
  if [ -L "/$part" ]; then cp -P "/$part" "$room/$part"; elif [ -d "/$part" ]; then show "/$part"; fi
done
while [ "$1" != -- ]; do
  show "$1"
  shift
done
shift
# The desk has a name that no path of a checkout begins with: what is shown keeps its own path.
mkdir -p "$room/proc" "$room/dev" "$room/etc" "$room/tmp" "$room/sb-desk"
mount -t proc proc "$room/proc"
for device in null zero random urandom; do
  : >"$room/dev/$device"
  mount --bind "/dev/$device" "$room/dev/$device"
done
if [ -e /etc/ld.so.cache ]; then show /etc/ld.so.cache; fi
printf 'root:x:0:0::/sb-desk:/bin/sh\nnobody:x:65534:65534::/sb-desk:/bin/sh\n' >"$room/etc/passwd"
cp "$job"/* "$room/sb-desk"
chmod 777 "$room/tmp" "$room/sb-desk" "$room/sb-desk"/*
# shellcheck disable=SC2086 # the flags are several words
exec chroot "$room" setpriv $flags --no-new-privs --bounding-set=-all --inh-caps=-all "$@"
