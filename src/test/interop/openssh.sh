#!/usr/bin/env bash
# OpenSSH's sftp as a partner's client: puts a file into a drop box, or fetches what lies there and takes it away.
# usage: openssh.sh put <port> <key file> <work folder> <file>
#        openssh.sh fetch <port> <key file> <work folder>
#        openssh.sh stray <port> <key file> <work folder>    what must not work; says nothing when none of it did
set -euo pipefail
what=$1 port=$2 key=$3 work=$4
batch() {
  sftp -q -b - -P "$port" -i "$key" -o IdentitiesOnly=yes -o BatchMode=yes -o StrictHostKeyChecking=accept-new \
    -o UserKnownHostsFile="$work/known_hosts" odder@127.0.0.1
}
case $what in
  put)
    name=$(basename "$5")
    printf 'put -p "%s" "ind/%s.filepart"\nrename "ind/%s.filepart" "ind/%s"\nls -l ind\n' "$5" "$name" "$name" "$name" | batch
    ;;
  fetch)
    mkdir -p "$work/fetched"
    printf 'get -p kvittering/* "%s/"\nrm kvittering/*\nls kvittering\n' "$work/fetched" | batch
    ;;
  stray)
    echo x >"$work/x.xlsx"
    for command in "put $work/x.xlsx ud/x.xlsx" "put $work/x.xlsx x.xlsx" "put $work/x.xlsx ../x.xlsx" "mkdir ind/ny" \
      "symlink /etc/passwd ind/p.xlsx" "ln ind/x.xlsx ind/y.xlsx" "get /../../etc/passwd $work/stolen" "rmdir ud" "cd ../ready"; do
      if echo "$command" | batch >/dev/null 2>&1; then echo "worked: $command"; fi
    done
    if ssh -p "$port" -i "$key" -o IdentitiesOnly=yes -o BatchMode=yes -o UserKnownHostsFile="$work/known_hosts" \
      odder@127.0.0.1 id >/dev/null 2>&1; then echo "worked: a command"; fi
    ;;
esac
