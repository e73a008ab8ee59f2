#!/usr/bin/env bash
# The reference implementation of JAX-WS: generates a client from the contract in <folder>/ReferralService.wsdl and runs it.
# usage: metro.sh <java home> <folder of jars> <folder> <service> <client.p12> <password> <authority.pem> <case number>
set -euo pipefail
java=$1/bin jars=$2 work=$3 service=$4 p12=$5 password=$6 authority=$7 case=$8
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$work/source" "$work/classes"
"$java/java" -cp "$jars/*" com.sun.tools.ws.WsImport -quiet -Xnocompile -s "$work/source" -p contract "$work/ReferralService.wsdl"
"$java/javac" -proc:none -encoding UTF-8 -cp "$jars/*" -d "$work/classes" "$work"/source/contract/*.java "$here/metro/Client.java"
"$java/keytool" -importcert -noprompt -alias authority -file "$authority" -keystore "$work/trust.p12" -storetype PKCS12 \
  -storepass "$password" 2>/dev/null
"$java/java" -cp "$work/classes:$jars/*" -Djavax.net.ssl.keyStore="$p12" -Djavax.net.ssl.keyStorePassword="$password" \
  -Djavax.net.ssl.keyStoreType=PKCS12 -Djavax.net.ssl.trustStore="$work/trust.p12" \
  -Djavax.net.ssl.trustStorePassword="$password" Client "$service" "$work/ReferralService.wsdl" "$case"
