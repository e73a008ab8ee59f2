#!/usr/bin/env bash
# ProFTPD's server (mod_sftp) as a partner's: one login, the hub's key, jailed in its folder. Runs until it is killed.
# usage: proftpd.sh <folder> <port>    in the folder: host (key), hub.pub, and root/, which the login sees as /
set -euo pipefail
folder=$1 port=$2 user=$(id -un)
ssh-keygen -e -f "$folder/hub.pub" >"$folder/hub.rfc4716"
echo "$user:*:$(id -u):$(id -g)::$folder/root:/bin/sh" >"$folder/passwd"
echo "$(id -gn):*:$(id -g):" >"$folder/group"
chmod 600 "$folder/passwd" "$folder/group"
cat >"$folder/proftpd.conf" <<CONFIG
LoadModule mod_sftp.c
ServerType standalone
DefaultServer on
DefaultAddress 127.0.0.1
SocketBindTight on
UseReverseDNS off
Port $port
User $user
Group $(id -gn)
PidFile $folder/proftpd.pid
ScoreboardFile $folder/scoreboard
DelayEngine off
RootLogin on
UseFtpUsers off
RequireValidShell off
AuthOrder mod_auth_file.c
AuthUserFile $folder/passwd
AuthGroupFile $folder/group
DefaultRoot $folder/root
AllowOverwrite on
SFTPEngine on
SFTPHostKey $folder/host
SFTPAuthMethods publickey
SFTPAuthorizedUserKeys file:$folder/hub.rfc4716
SFTPLog $folder/sftp.log
CONFIG
exec "$(command -v proftpd || echo /usr/sbin/proftpd)" -n -q -c "$folder/proftpd.conf"
