.PHONY: run test check browser look storm bench watch

run: ## the portal on http://127.0.0.1:3000; AT=2026-11-27T09:00+08:00 rehearses a day
	@.ci/portal $(AT)

test: ## everything: check, law, rooms, the town on SQLite and on PostgreSQL, journeys in a browser
	@.ci/test

check: ## format, lints, dependencies, documents, house rules
	@.ci/test check

browser: ## the journeys in a real browser
	@.ci/browser test

look: ## screenshots of every page, axe and html-validate on all
	@.ci/browser look

storm: ## a million attempts on both databases
	@.ci/storm

bench: ## beside bare axum, a page by hand, raw SQLite and pgbench, in one run; prints, never fails because of a figure
	@.ci/bench

watch: ## rebuilds while you edit
	@. $${SHANGMENG_CACHE:-$$HOME/.cache/shangmeng}/env && cargo leptos watch -- serve --demo
