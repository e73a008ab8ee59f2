#!/usr/bin/env bash
# lftp as a partner's client: puts a file into a drop box, or fetches what lies there and takes it away.
# usage: lftp.sh put <port> <key file> <work folder> <file>
#        lftp.sh fetch <port> <key file> <work folder>
set -euo pipefail
what=$1 port=$2 key=$3 work=$4
commands="set cmd:fail-exit yes
set net:max-retries 1
set net:timeout 20
set sftp:connect-program \"ssh -a -x -i $key -o IdentitiesOnly=yes -o BatchMode=yes -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile=$work/known_hosts\"
open -u odder, sftp://127.0.0.1:$port"
case $what in
  put) commands+="
cd ind
put \"$5\"
ls" ;;
  fetch) commands+="
mirror --Remove-source-files kvittering $work/fetched
ls kvittering" ;;
esac
lftp --norc -c "$commands"
