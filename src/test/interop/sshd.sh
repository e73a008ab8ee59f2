#!/usr/bin/env bash
# OpenSSH's server as a partner's: one login, the hub's key, SFTP only. Runs until it is killed.
# usage: sshd.sh <folder> <port>    in the folder: host (key), hub.pub, and root/, which is what the login sees first
set -euo pipefail
folder=$1 port=$2
if [ "$(id -u)" = 0 ]; then mkdir -p /run/sshd; fi
cat >"$folder/sshd_config" <<CONFIG
ListenAddress 127.0.0.1
Port $port
HostKey $folder/host
PidFile none
AuthorizedKeysFile $folder/hub.pub
StrictModes no
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
Subsystem sftp internal-sftp -d $folder/root
ForceCommand internal-sftp -d $folder/root
CONFIG
exec "$(command -v sshd || echo /usr/sbin/sshd)" -D -e -f "$folder/sshd_config"
