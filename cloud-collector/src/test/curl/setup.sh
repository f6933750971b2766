#!/bin/sh
# Puts curl in place, which runs the lines of docs/collector-api.md. May be run again at any time.
set -eu
if command -v curl > /dev/null; then
  exit 0
fi
if [ "$(id -u)" -ne 0 ]; then
  echo "curl is missing: run this as root, or install the package curl" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends curl
