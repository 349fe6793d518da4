#!/usr/bin/env bash
# Starts the mock in the background, and waits until it is up. If it does not come up, its log is shown.
set -euo pipefail

url=http://127.0.0.1:$PORT_OF_MOCK
log=$RUNNER_TEMP/otp-settings-mock-$PORT_OF_MOCK.log
mock=(npx --yes --package "$PACKAGE" otp-settings-mock)
read -ra options <<<"$OPTIONS"

nohup "${mock[@]}" --port "$PORT_OF_MOCK" "${options[@]}" >"$log" 2>&1 &
pid=$!

# A mock that refuses its options is not waited for.
for ((second = 0; second < WAIT; second++)); do
  if "${mock[@]}" health "$url" --wait 1; then
    echo "url=$url" >>"$GITHUB_OUTPUT"
    exit 0
  fi
  kill -0 "$pid" 2>/dev/null || break
done
echo "::error title=otp-settings-mock::It did not start: $(tail -n 1 "$log")"
cat "$log" >&2
exit 1
