#!/bin/sh
# Puts PostgreSQL's programs in place for the tests of the history, which start servers of their
# own. A system cluster that the package makes is stopped again. May be run again at any time.
set -eu
for programs in /usr/lib/postgresql/*/bin; do
  if [ -x "$programs/initdb" ] && [ -x "$programs/pg_dump" ]; then
    exit 0
  fi
done
if [ "$(id -u)" -ne 0 ]; then
  echo "PostgreSQL is missing: run this as root, or install the package postgresql" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends postgresql
pg_lsclusters --no-header | while read -r version cluster _ status _; do
  case $status in
    online*) pg_ctlcluster "$version" "$cluster" stop ;;
  esac
done
