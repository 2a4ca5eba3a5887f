#!/bin/bash
# Counts the signatures of a bundle with openssl 3, jq, xxd and coreutils, and nothing of ours.
# usage: verify-with-openssl.sh BUNDLE LETTER-ID     (for letters with issuersRequired = 1)
# Checks: the letter, every token, every statement, no key twice. See docs/protocol.md#bundle for what else there is.
set -euo pipefail

bundle=$1 letter_id=$2
t=$(mktemp -d)
trap 'rm -r "$t"' EXIT

die() { echo "REFUSED: $1" >&2; exit 1; }
bytes() { # base64url on stdin
  local s
  s=$(tr -- -_ +/)
  while ((${#s} % 4)); do s+='='; done
  openssl base64 -d -A <<< "$s"
}
digest() { openssl dgst -sha256 -r "$1" | cut -c 1-64; }
vector() { # length prefix of $2 hexadecimal digits, then the file
  printf "%0$2x" "$(wc -c < "$1")" | xxd -r -p
  cat "$1"
}
host() { sed 's|^[a-z]*://||' | tr -d '\n'; }

# 1. The manifest is that of the letter we were asked about.
jq -j .manifest "$bundle" | bytes > "$t/manifest"
openssl dgst -sha256 -binary "$t/manifest" > "$t/digest"
[ "$(base32 < "$t/digest" | tr A-Z a-z | cut -c 1-32)" = "$letter_id" ] || die 'this is another letter'
letter=$(openssl base64 -A -in "$t/digest" | tr +/ -_ | tr -d =)

# 2. For each issuer: its public key, and the challenge that its tokens must answer.
jq -j .origin "$t/manifest" | host > "$t/origin"
for ((i = 0; i < $(jq '.issuers | length' "$t/manifest"); i++)); do
  jq -j ".issuers[$i].key" "$t/manifest" | bytes > "$t/spki"
  jq -j ".issuers[$i].url" "$t/manifest" | host > "$t/issuer"
  name=$(digest "$t/spki")
  openssl pkey -pubin -inform DER -in "$t/spki" -out "$t/$name.pem"
  { printf 0002 | xxd -r -p; vector "$t/issuer" 4; vector "$t/digest" 2; vector "$t/origin" 4; } > "$t/challenge"
  digest "$t/challenge" > "$t/$name.challenge"
done

# 3. Every record.
jq -r '.records[] | [.tokens[0], .key, .statement, .signature, (.tokens | length)] | @tsv' "$bundle" > "$t/records"
count=0
while IFS=$'\t' read -r token key statement signature tokens; do
  at="record $count"
  [ "$tokens" = 1 ] || die "$at: more than one token"
  bytes <<< "$token" > "$t/token"
  bytes <<< "$key" > "$t/key"
  bytes <<< "$statement" > "$t/statement"
  bytes <<< "$signature" > "$t/signature"
  [ "$(wc -c < "$t/token") $(wc -c < "$t/key")" = '354 32' ] || die "$at: wrong sizes"
  head -c 98 "$t/token" > "$t/input"
  tail -c 256 "$t/token" > "$t/authenticator"
  hex=$(xxd -p -c 98 "$t/input")
  issuer=${hex:132:64}
  [ -f "$t/$issuer.pem" ] || die "$at: a token of nobody's"
  [ "${hex:0:4}" = 0002 ] || die "$at: another token type"
  [ "${hex:4:64}" = "$(digest "$t/key")" ] || die "$at: a token for another key"
  [ "${hex:68:64}" = "$(cat "$t/$issuer.challenge")" ] || die "$at: a token for another letter"
  openssl dgst -sha384 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:48 \
    -verify "$t/$issuer.pem" -signature "$t/authenticator" "$t/input" > /dev/null || die "$at: token"
  { printf 302a300506032b6570032100 | xxd -r -p; cat "$t/key"; } > "$t/key.der" # RFC 8410
  openssl pkeyutl -verify -pubin -keyform DER -inkey "$t/key.der" -rawin -in "$t/statement" \
    -sigfile "$t/signature" > /dev/null || die "$at: statement"
  [ "$(jq -r '[.format, .action, .letter] | join(" ")' "$t/statement")" = "undersigned/statement/v1 sign $letter" ] ||
    die "$at: a statement about something else"
  echo "$key" >> "$t/keys"
  count=$((count + 1))
done < "$t/records"
((count > 0)) || die 'there are no records'
[ "$(sort -u "$t/keys" | wc -l)" = "$count" ] || die 'a key stands twice'

echo "$count different signatures under the letter, threshold $(jq .threshold "$t/manifest"):"
jq '.letter.title' "$t/manifest"
