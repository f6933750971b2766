#!/bin/sh
# Installs what rtsp_server.py needs, from Debian's packages. Does nothing when all is there.
set -eu
here=$(dirname "$0")

if /usr/bin/python3 "$here/rtsp_server.py" --check 2>/dev/null; then
  exit 0
fi
if [ "$(id -u)" -ne 0 ]; then
  echo "setup.sh: GStreamer's RTSP server is missing: run this script as root once" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends \
  python3-gi gir1.2-gst-rtsp-server-1.0 \
  gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-ugly
exec /usr/bin/python3 "$here/rtsp_server.py" --check
