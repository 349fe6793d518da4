#!/usr/bin/env bash
# Runs the contract. Its exit code is that of the step: 0 held, 1 a documented statement failed, 2 it could not run.
set -euo pipefail

reports=$RUNNER_TEMP/otp-contract
mkdir -p "$reports"
echo "reports=$reports" >>"$GITHUB_OUTPUT"
read -ra options <<<"$OPTIONS"

npx --yes --package "$PACKAGE" otp-settings-mock contract "$TARGET" "${options[@]}" \
  --reporter pretty --reporter github \
  --reporter "junit=$reports/junit.xml" --reporter "json=$reports/report.json" \
  --reporter "html=$reports/report.html" --reporter "sarif=$reports/report.sarif"
