// Comforts for plain pages. A page that answers a form takes its own address, so that going back or reloading sends nothing a second time. A page is asked for again and marked pieces of it are exchanged; without this script links, buttons and reloading do
// the same.
//   <div id="stock" data-live="5">                    looked at again every five seconds while somebody sees the page
//   <form data-instant="filters found" method="get">  the pieces with these ids follow what is typed
const { page } = document.documentElement.dataset;
if (page) history.replaceState(null, "", page);

const pending = new Map();

export async function exchange(address, ids) {
  const key = ids.join(" ");
  pending.get(key)?.abort();
  const asked = new AbortController();
  pending.set(key, asked);
  const answer = await fetch(address, { headers: { accept: "text/html" }, signal: asked.signal });
  if (!answer.ok) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const pieces = ids.map(id => [document.getElementById(id), page.getElementById(id)]);
  if (pieces.some(([old, fresh]) => !old || !fresh)) return false;
  for (const [old, fresh] of pieces) {
    if (old.innerHTML !== fresh.innerHTML) old.replaceChildren(...fresh.childNodes);
  }
  return true;
}

// A network that fails once is asked again by the next tick or letter.
const quietly = promise => promise.catch(() => false);

for (const piece of document.querySelectorAll("[data-live]")) {
  setInterval(() => {
    if (!document.hidden) quietly(exchange(location.href, [piece.id]));
  }, Number(piece.dataset.live) * 1000);
}

for (const form of document.querySelectorAll("form[data-instant]")) {
  let timer;
  const look = async () => {
    const typed = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
    const address = new URL(form.action);
    address.search = typed.toString();
    if (await quietly(exchange(address, form.dataset.instant.split(" ")))) history.replaceState(null, "", address);
  };
  const soon = event => {
    // Pinyin on its way to characters is not a question yet.
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(look, 250);
  };
  form.addEventListener("input", soon);
  form.addEventListener("compositionend", soon);
}
