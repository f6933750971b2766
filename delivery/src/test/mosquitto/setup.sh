#!/bin/sh
# Installs Mosquitto, and OpenSSL for its certificates, from Debian's packages. Does nothing when
# both are there. The service that the package would start on port 1883 is not started.
set -eu
PATH=$PATH:/usr/sbin

if command -v mosquitto >/dev/null && command -v mosquitto_pub >/dev/null &&
  command -v openssl >/dev/null; then
  exit 0
fi
if [ "$(id -u)" -ne 0 ]; then
  echo "setup.sh: Mosquitto is missing: run this script as root once, or install the packages" \
    "mosquitto, mosquitto-clients and openssl" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
had_broker=$(command -v mosquitto || true)
apt-get update -qq
# a package may not start its service while this says so; one that is there already is kept
policy=/usr/sbin/policy-rc.d
if [ -z "$had_broker" ] && [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod +x "$policy"
fi
apt-get install -y -qq --no-install-recommends mosquitto mosquitto-clients openssl
if [ -z "$had_broker" ] && command -v systemctl >/dev/null && [ -d /run/systemd/system ]; then
  systemctl disable --now mosquitto.service
fi
