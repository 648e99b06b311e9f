# Loads the small company beside this script: two cities, three customers, one month. usage: sh small/load.sh
set -eu
cd "$(dirname "$0")"
so() { salesops "$@"; }
salesops init fresh --name 新
mv fresh/*.db company.db
for kind in org reps customers products sales invoices receipts expenses; do so import $kind $kind.csv; done
so receivables apply --as-of 2026-01-31 --dated documents -O csv >/dev/null
so target plan targets.yaml
so target submit 2026
so target approve 2026
so budget plan budget.csv
