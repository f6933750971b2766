#!/bin/sh
# Installs the Mosquitto broker for the tests, from Debian's packages. May be run again at any time.
set -eu
if command -v mosquitto >/dev/null 2>&1 || [ -x /usr/sbin/mosquitto ]; then
  exit 0
fi
if [ "$(id -u)" -ne 0 ]; then
  echo "mosquitto is missing: run this as root, or install the package mosquitto" >&2
  exit 1
fi
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends mosquitto
