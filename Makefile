.PHONY: run test check look bench storm watch

run: ## the portal on http://127.0.0.1:3000; AT=2026-11-27T09:00+08:00 rehearses a day
	@.ci/portal $(AT)

test: ## everything, the browser and PostgreSQL included
	@.ci/test

check: ## format, lints, docs, dependencies, house rules
	@.ci/test check

look: ## screenshots of every page, axe and html-validate on all
	@.ci/look

bench: ## the ratios of the portal against bare axum and a hand-written page
	@.ci/bench

storm: ## a million attempts on both databases
	@.ci/storm

watch: ## rebuilds while you edit
	@. $${SHANGMENG_CACHE:-$$HOME/.cache/shangmeng}/env && cargo leptos watch -- serve --demo
