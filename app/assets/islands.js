// Loads the bundle only where the page has an island, then wakes island after island, outer ones first.
const islands = document.querySelectorAll("leptos-island");
if (islands.length > 0) {
  Object.assign(globalThis, { __RESOLVED_RESOURCES: [], __SERIALIZED_ERRORS: [], __INCOMPLETE_CHUNKS: [] });
  const { bundle } = document.querySelector("script[data-bundle]").dataset;
  const module = await import(`${bundle}.js`);
  await module.default({ module_or_path: `${bundle}.wasm` });
  module.hydrate();
  for (const island of islands) {
    await module[island.dataset.component]?.(island);
    island.dataset.awake = "";
  }
}
